package io.github.gigachat.samples.toolloop;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Scanner;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Application that answers questions by a tool loop of its own.
 */
@SpringBootApplication
public class ToolLoopApplication {

	/**
	 * For Spring, which creates the application.
	 */
	public ToolLoopApplication() {
	}

	/**
	 * Answers the questions on the standard input, one per line, until the input ends.
	 * Shows each tool call and its result.
	 * @param args the properties of Spring Boot, as {@code --name=value}
	 */
	public static void main(String[] args) {
		// in UTF-8 whatever the locale is
		PrintStream output = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
		try (ConfigurableApplicationContext context = SpringApplication.run(ToolLoopApplication.class, args)) {
			if (context.containsBean(EmulatorConfiguration.EMULATOR)) {
				output.println("GIGACHAT_API_KEY is not set: an emulator on this machine answers, not GigaChat.");
			}
			ToolLoop loop = context.getBean(ToolLoop.class);
			Scanner lines = new Scanner(System.in, StandardCharsets.UTF_8);
			while (lines.hasNextLine()) {
				answer(loop, lines.nextLine(), output);
			}
		}
	}

	private static void answer(ToolLoop loop, String question, PrintStream output) {
		try {
			output.println(loop.answer(question, (step) -> output.println("  " + step)));
		}
		catch (RuntimeException ex) {
			// the provider's messages have no secrets and no text of the conversation
			output.println("Error: " + ex.getMessage());
		}
	}

}
