package io.github.gigachat.benchmarks.endtoend;

import org.jspecify.annotations.Nullable;

/**
 * A client under measurement, by the calls that an application makes.
 */
interface ChatUser extends AutoCloseable {

	/** The question of each call. */
	String QUESTION = "Где мой заказ?";

	/** Calls the model, and returns the number of characters of the answer. */
	int call(String model);

	/** Calls the model through a {@code ChatClient}. */
	int callClient(String model);

	/**
	 * Streams an answer.
	 * @param onFirst called when the first text arrives
	 * @return the number of characters of the answer
	 */
	int stream(String model, Runnable onFirst);

	@Override
	void close();

	/**
	 * Creates a client.
	 * @param kind {@code bare}, {@code gigachat}, {@code openai} or {@code ollama}
	 * @param port the port of the stub
	 */
	static ChatUser of(String kind, int port) {
		return kind.equals("bare") ? new BareUser(port) : SpringAiUser.start(kind, port);
	}

	/** Returns the length of a text, which may be absent. */
	static int length(@Nullable String text) {
		return (text != null) ? text.length() : 0;
	}

}
