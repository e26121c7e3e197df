package io.github.gigachat.benchmarks.endtoend;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The clients that are compared. Each provider is an executable jar with its starter
 * alone; the bare client has the class path that it needs and no more.
 */
enum Peer {

	/** The JDK's client with Jackson; the measure of the others. */
	BARE("JDK HttpClient + Jackson"),

	/** This provider. */
	GIGACHAT("GigaChat for Spring AI"),

	/** Spring AI's provider for OpenAI. */
	OPENAI("Spring AI OpenAI"),

	/** Spring AI's provider for Ollama. */
	OLLAMA("Spring AI Ollama");

	private final String title;

	Peer(String title) {
		this.title = title;
	}

	String title() {
		return this.title;
	}

	String id() {
		return name().toLowerCase(Locale.ROOT);
	}

	/**
	 * Returns the arguments of {@code java} that start it.
	 * @param providers the folder with the modules of the providers
	 */
	List<String> arguments(Path providers, String mode, int port) {
		String argument = String.valueOf(port);
		if (this == BARE) {
			return List.of("-cp", barePath(), Worker.class.getName(), mode, id(), argument);
		}
		Path jar = providers.resolve(id()).resolve("target").resolve(id() + ".jar");
		return List.of("-jar", jar.toString(), mode, id(), argument);
	}

	/** Returns the class path of the bare client and of the stub. */
	static String barePath() {
		return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter((entry) -> entry.contains("benchmarks") || entry.contains("jackson-core-3"))
			.collect(Collectors.joining(File.pathSeparator));
	}

}
