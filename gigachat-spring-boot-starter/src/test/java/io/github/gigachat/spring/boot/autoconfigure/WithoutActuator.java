package io.github.gigachat.spring.boot.autoconfigure;

import java.util.List;
import java.util.function.Supplier;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Starts an application and returns the names of its beans. It is loaded by a class
 * loader without Actuator.
 */
public final class WithoutActuator implements Supplier<List<String>> {

	/**
	 * Creates an instance.
	 */
	public WithoutActuator() {
	}

	@Override
	public List<String> get() {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
			.web(WebApplicationType.NONE)
			.run("--spring.main.banner-mode=off", "--spring.ai.model.chat=gigachat",
					"--spring.ai.openai.api-key=not-used", "--spring.ai.gigachat.auth-type=none",
					"--spring.main.register-shutdown-hook=false")) {
			return List.of(context.getBeanDefinitionNames());
		}
	}

	/**
	 * The application.
	 */
	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class Application {

	}

}
