package io.github.gigachat.samples.readme;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.gigachat.spring.ai.GigaChatModel;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The example of an executor for the HTTP client.
 */
@SpringBootTest(properties = "app.gigachat-threads=2")
@Import(EmulatorConfiguration.class)
class HttpClientThreadsTests {

	@Test
	void twoThreadsDeliverAllStreams(@Autowired GigaChatModel model, @Autowired ApplicationContext context) {
		Set<String> threads = ConcurrentHashMap.newKeySet();

		Flux.range(0, 20)
			.flatMap((i) -> model.stream(new Prompt("Кто ты?"))
				.doOnNext((chunk) -> threads.add(Thread.currentThread().getName())), 20)
			.blockLast(Duration.ofSeconds(30));

		assertThat(threads).isNotEmpty().isSubsetOf("gigachat-http-1", "gigachat-http-2");
		assertThat(context.containsBean("applicationTaskExecutor")).isTrue();
	}

}
