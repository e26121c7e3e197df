package io.github.gigachat.samples.gateway;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.Timeout;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;

/**
 * Starts one gateway and one emulator for all test classes that have this annotation.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "spring.ai.gigachat.retry.initial-interval=10ms",
				"spring.ai.gigachat.connections.other.access-token=" + EmulatorConfiguration.OTHER_TOKEN,
				"gigachat.gateway.upstreams.other.suffix=-other", "gigachat.gateway.aliases[0].name=v2",
				"gigachat.gateway.aliases[0].model=GigaChat-2-Max", "gigachat.gateway.aliases[0].options.api=v2",
				"gigachat.gateway.models[0].name=GigaChat-2-Pro", "gigachat.gateway.models[0].reasoning=true",
				"gigachat.gateway.models[0].max-tokens=2000", "gigachat.gateway.first-event-timeout=4s",
				"gigachat.gateway.keep-alive=200ms", "gigachat.gateway.max-request-size=1MB",
				"gigachat.gateway.body-timeout=2s" })
@Import(EmulatorConfiguration.class)
@Timeout(60)
@interface GatewayTest {

}
