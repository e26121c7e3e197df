package io.github.gigachat.spring.boot.autoconfigure.token;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.boot.autoconfigure.GigaChatApiAutoConfiguration;
import io.github.gigachat.spring.boot.autoconfigure.GigaChatChatAutoConfiguration;
import io.github.gigachat.spring.boot.autoconfigure.GigaChatRedisTokenStoreAutoConfiguration;

import org.springframework.ai.model.tool.autoconfigure.ToolCallingAutoConfiguration;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.data.redis.core.StringRedisTemplate;

/**
 * One application of a fleet, in its own JVM. It prints {@code ready}, calls the service
 * repeatedly after the first line of its input, and prints the number of failed calls
 * after the second one.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@ImportAutoConfiguration({ GigaChatRedisTokenStoreAutoConfiguration.class, GigaChatApiAutoConfiguration.class,
		GigaChatChatAutoConfiguration.class, ToolCallingAutoConfiguration.class, SslAutoConfiguration.class,
		HttpClientAutoConfiguration.class, DataRedisAutoConfiguration.class })
class FleetMember {

	static final String READY = "fleet member: ready";

	static final String DONE = "fleet member: failed calls: ";

	private static final long PAUSE_NANOS = 50_000_000;

	public static void main(String[] args) throws IOException, InterruptedException {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(FleetMember.class)
			.web(WebApplicationType.NONE)
			.run(args)) {
			// the first connection is slow while three other JVMs start
			context.getBean(StringRedisTemplate.class).hasKey("any");
			GigaChatApi api = context.getBean(GigaChatApi.class);
			AtomicBoolean stopped = new AtomicBoolean();
			System.out.println(READY);
			readLine();
			int[] failed = new int[1];
			Thread caller = new Thread(() -> failed[0] = call(api, stopped), "caller");
			caller.start();
			readLine();
			stopped.set(true);
			caller.join();
			System.out.println(DONE + failed[0]);
		}
	}

	private static void readLine() throws IOException {
		int read;
		do {
			read = System.in.read();
		}
		while (read >= 0 && read != '\n');
	}

	private static int call(GigaChatApi api, AtomicBoolean stopped) {
		int failed = 0;
		while (!stopped.get()) {
			try {
				api.models();
			}
			catch (RuntimeException ex) {
				ex.printStackTrace();
				failed++;
			}
			LockSupport.parkNanos(PAUSE_NANOS);
		}
		return failed;
	}

}
