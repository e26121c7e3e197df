package io.github.gigachat.samples.readme;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.github.gigachat.spring.boot.GigaChatHttpClientCustomizer;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("app.gigachat-threads")
class HttpClientThreads {

	@Bean(defaultCandidate = false, destroyMethod = "shutdown")
	ExecutorService gigaChatThreads(@Value("${app.gigachat-threads}") int threads) {
		return Executors.newFixedThreadPool(threads, new CustomizableThreadFactory("gigachat-http-"));
	}

	@Bean
	GigaChatHttpClientCustomizer gigaChatThreadsCustomizer(@Qualifier("gigaChatThreads") ExecutorService threads) {
		return (client) -> client.executor(threads);
	}

}
