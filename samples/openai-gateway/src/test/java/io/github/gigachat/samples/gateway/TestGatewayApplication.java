package io.github.gigachat.samples.gateway;

import io.github.gigachat.emulator.GigaChatEmulator;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.util.StringUtils;

/**
 * Serves the emulator's played models through the gateway, without a key and without a
 * network: {@code ./mvnw -q -pl samples/openai-gateway -am spring-boot:test-run}.
 */
class TestGatewayApplication {

	public static void main(String[] args) {
		SpringApplication.from(GatewayApplication::main)
			.with(EmulatorConfiguration.class, PlayedModels.class)
			.run(args);
	}

	@TestConfiguration(proxyBeanMethods = false)
	static class PlayedModels {

		PlayedModels(GigaChatEmulator emulator) {
			PlayedAgent.addTo(emulator);
			ScriptedModel.addTo(emulator);
		}

		// clients/run.sh reads this line
		@EventListener
		void announce(WebServerInitializedEvent event) {
			if (!StringUtils.hasLength(event.getApplicationContext().getServerNamespace())) {
				System.out.println("The gateway serves http://127.0.0.1:" + event.getWebServer().getPort()
						+ "/v1 with the emulator in place of GigaChat.");
			}
		}

	}

}
