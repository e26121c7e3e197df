package io.github.gigachat.samples.quickstart;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * Terminal input and output in UTF-8, whatever the locale is. {@code System.out} prints
 * question marks for Cyrillic under {@code LANG=C}.
 */
final class Console {

	private final BufferedReader input;

	private final PrintStream output;

	Console(InputStream input, PrintStream output) {
		this.input = new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8));
		this.output = output;
	}

	/**
	 * The standard input and output of this process.
	 */
	static Console standard() {
		return new Console(System.in,
				new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8));
	}

	/**
	 * Waits for a line.
	 * @return the line, or {@code null} at the end of input
	 */
	@Nullable String readLine() {
		try {
			return this.input.readLine();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The terminal cannot be read", ex);
		}
	}

	/**
	 * Prints a piece of text immediately.
	 */
	void print(String text) {
		this.output.print(text);
		this.output.flush();
	}

	/**
	 * Prints a line.
	 */
	void printLine(String line) {
		this.output.println(line);
	}

}
