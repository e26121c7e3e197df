package io.github.gigachat.samples.quickstart;

import java.time.Clock;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/**
 * Application with a GigaChat chat in the terminal and over HTTP.
 */
@SpringBootApplication
public class QuickstartApplication {

	/**
	 * For Spring, which creates the application.
	 */
	public QuickstartApplication() {
	}

	/**
	 * Runs the quickstart until the terminal's input ends, or until it is stopped with
	 * {@code --quickstart.terminal=false}.
	 * @param args the properties of Spring Boot, as {@code --name=value}
	 */
	public static void main(String[] args) {
		ConfigurableApplicationContext context = SpringApplication.run(QuickstartApplication.class, args);
		context.getBeanProvider(TerminalChat.class).ifAvailable((terminal) -> {
			terminal.run();
			System.exit(SpringApplication.exit(context));
		});
	}

	@Bean
	Console console() {
		return Console.standard();
	}

	@Bean
	Clock clock() {
		return Clock.systemUTC();
	}

}
