package io.github.gigachat.benchmarks.endtoend;

import java.util.Locale;

/**
 * The measurements of one client.
 */
enum Scenario {

	/** One caller, whole answers of 2,000 characters. */
	CALL("A call, answer of 2,000 characters"),

	/** The same through a {@code ChatClient}. */
	CHAT_CLIENT("The same call through a ChatClient"),

	/** One caller, streams of 2,000 chunks. */
	STREAM("A stream of 2,000 chunks"),

	/** The time to the first text of a stream. */
	FIRST_TEXT("The first text of a stream"),

	/** 64 callers, and a service that takes 20 ms. */
	LOAD_64("64 callers, the service takes 20 ms"),

	/** 256 callers, and a service that takes 20 ms. */
	LOAD_256("256 callers, the service takes 20 ms"),

	/** 200 first calls at once, through a new client. */
	COLD_BURST("200 first calls at once, new client"),

	/** A new process, from its start to the first answer. */
	START_UP("From the start of the process to the first answer");

	private final String title;

	Scenario(String title) {
		this.title = title;
	}

	String title() {
		return this.title;
	}

	String id() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
