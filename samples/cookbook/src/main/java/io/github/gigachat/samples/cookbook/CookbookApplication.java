package io.github.gigachat.samples.cookbook;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Scanner;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Application that answers questions from documents.
 */
@SpringBootApplication
public class CookbookApplication {

	/**
	 * For Spring, which creates the application.
	 */
	public CookbookApplication() {
	}

	/**
	 * Answers the questions on the standard input, one per line, until the input ends.
	 * @param args the properties of Spring Boot, as {@code --name=value}
	 */
	public static void main(String[] args) {
		// in UTF-8 whatever the locale is
		PrintStream output = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
		try (ConfigurableApplicationContext context = SpringApplication.run(CookbookApplication.class, args)) {
			if (context.containsBean(EmulatorConfiguration.EMULATOR)) {
				output.println("GIGACHAT_API_KEY is not set: an emulator on this machine answers, not GigaChat.");
			}
			answerAll(context.getBean(DocumentQuestions.class), System.in, output);
		}
	}

	private static void answerAll(DocumentQuestions questions, InputStream input, PrintStream output) {
		output.println("Ask what the documents say, a question a line; Ctrl-D ends.");
		Scanner lines = new Scanner(input, StandardCharsets.UTF_8);
		while (lines.hasNextLine()) {
			String question = lines.nextLine();
			if (!question.isBlank()) {
				answer(questions, question, output);
			}
		}
	}

	private static void answer(DocumentQuestions questions, String question, PrintStream output) {
		try {
			SourcedAnswer answer = questions.ask(question);
			output.println(answer.text());
			answer.sources().forEach((source) -> output.println("  Source: " + source));
		}
		catch (RuntimeException ex) {
			// the provider's messages have no secrets and no text of the conversation
			output.println("Error: " + ex.getMessage());
		}
	}

}
