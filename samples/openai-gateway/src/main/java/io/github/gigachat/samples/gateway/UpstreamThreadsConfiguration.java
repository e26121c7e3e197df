package io.github.gigachat.samples.gateway;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.github.gigachat.spring.boot.GigaChatHttpClientCustomizer;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Gives the HTTP clients of all connections two threads together. The threads pass chunks
 * on, and no subscriber of the gateway blocks them; only the resolution of a host name,
 * when a connection is opened, can. The default executor of the JDK grows to a hundred
 * threads under load, and needs about a fifth more CPU time for the same chunks.
 */
@Configuration(proxyBeanMethods = false)
class UpstreamThreadsConfiguration {

	@Bean(defaultCandidate = false, destroyMethod = "shutdown")
	ExecutorService upstreamThreads() {
		CustomizableThreadFactory threads = new CustomizableThreadFactory("upstream-");
		threads.setDaemon(true);
		return Executors.newFixedThreadPool(2, threads);
	}

	@Bean
	GigaChatHttpClientCustomizer upstreamThreadsCustomizer() {
		ExecutorService threads = upstreamThreads();
		return (builder) -> builder.executor(threads);
	}

}
