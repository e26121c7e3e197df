package io.github.gigachat.emulator;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Runs an emulator from the command line until the process is stopped.
 */
public final class GigaChatEmulatorMain {

	private static final String USAGE = """
			Usage: GigaChatEmulatorMain [--port=PORT] [--tls] [--http1-only]
			  --port=PORT   listen on this port of 127.0.0.1 (default: a free port)
			  --tls         enable TLS and print the certificate that clients must trust
			  --http1-only  do not offer HTTP/2 over TLS""";

	private GigaChatEmulatorMain() {
	}

	/**
	 * Starts the emulator and prints its URLs and key.
	 * @param arguments {@code --port=PORT}, {@code --tls}, {@code --http1-only},
	 * {@code --help}
	 */
	public static void main(String[] arguments) {
		PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
		if (List.of(arguments).contains("--help")) {
			out.println(USAGE);
			return;
		}
		GigaChatEmulator emulator;
		try {
			emulator = builder(arguments).start();
		}
		catch (RuntimeException ex) {
			out.println(ex.getMessage());
			out.println(USAGE);
			System.exit(2);
			return;
		}
		print(emulator, out, List.of(arguments).contains("--tls"));
		runUntilAsked(emulator);
	}

	private static GigaChatEmulator.Builder builder(String[] arguments) {
		GigaChatEmulator.Builder builder = GigaChatEmulator.builder();
		for (String argument : arguments) {
			if (argument.startsWith("--port=")) {
				builder.port(port(argument.substring("--port=".length())));
			}
			else if (argument.equals("--tls")) {
				builder.tls();
			}
			else if (argument.equals("--http1-only")) {
				builder.http1Only();
			}
			else {
				throw new IllegalArgumentException("Unknown argument: " + argument);
			}
		}
		return builder;
	}

	private static int port(String text) {
		try {
			return Integer.parseInt(text);
		}
		catch (NumberFormatException ex) {
			throw new IllegalArgumentException("Not a port: " + text, ex);
		}
	}

	private static void print(GigaChatEmulator emulator, PrintStream out, boolean tls) {
		out.println("The GigaChat emulator is running. It is not the model. Its answers are generated.");
		out.println("base-url: " + emulator.baseUrl());
		out.println("auth-url: " + emulator.authUrl());
		out.println("api-key:  " + emulator.apiKey());
		if (tls) {
			out.println(emulator.certificatePem());
		}
	}

	private static void runUntilAsked(GigaChatEmulator emulator) {
		CountDownLatch never = new CountDownLatch(1);
		Runtime.getRuntime().addShutdownHook(new Thread(emulator::close, "gigachat-emulator-shutdown"));
		try {
			never.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
