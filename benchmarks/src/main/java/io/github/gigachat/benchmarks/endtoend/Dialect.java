package io.github.gigachat.benchmarks.endtoend;

/**
 * The JSON of the three services. All have the same texts and numbers of tokens.
 */
enum Dialect {

	/** GigaChat, and the clients without a provider. */
	GIGACHAT("") {

		@Override
		String chunk(String text, boolean last) {
			return event("{\"choices\":[{\"delta\":{\"content\":\"" + text + "\",\"role\":\"assistant\"},\"index\":0"
					+ (last ? ",\"finish_reason\":\"stop\"" : "") + "}],\"created\":1790000000,\"model\":\"stub\","
					+ "\"object\":\"chat.completion\"" + (last ? "," + USAGE : "") + "}");
		}

	},

	/** OpenAI. */
	OPENAI("\"id\":\"chatcmpl-1\",") {

		@Override
		String chunk(String text, boolean last) {
			return event("{\"id\":\"chatcmpl-1\",\"choices\":[{\"delta\":{\"content\":\"" + text
					+ "\",\"role\":\"assistant\"},\"index\":0,\"finish_reason\":" + (last ? "\"stop\"" : "null")
					+ "}],\"created\":1790000000,\"model\":\"stub\",\"object\":\"chat.completion.chunk\""
					+ (last ? "," + USAGE : "") + "}");
		}

	},

	/** Ollama. */
	OLLAMA("") {

		@Override
		String answer(String text) {
			return line(text, true);
		}

		@Override
		String chunk(String text, boolean last) {
			return line(text, last) + "\n";
		}

		@Override
		String end() {
			return "";
		}

		@Override
		String streamType() {
			return "application/x-ndjson";
		}

		private String line(String text, boolean last) {
			return "{\"model\":\"stub\",\"created_at\":\"2026-11-30T12:00:00.000000Z\",\"message\":"
					+ "{\"role\":\"assistant\",\"content\":\"" + text + "\"},\"done\":" + last
					+ (last ? ",\"done_reason\":\"stop\",\"total_duration\":5043500667,\"load_duration\":5025959,"
							+ "\"prompt_eval_count\":31,\"prompt_eval_duration\":325953000,\"eval_count\":240,"
							+ "\"eval_duration\":4709213000" : "")
					+ "}";
		}

	};

	private static final String USAGE = "\"usage\":{\"prompt_tokens\":31,\"completion_tokens\":240,\"total_tokens\":271}";

	private final String id;

	Dialect(String id) {
		this.id = id;
	}

	static Dialect of(String path) {
		if (path.startsWith("/api/")) {
			return OLLAMA;
		}
		return path.startsWith("/openai/") ? OPENAI : GIGACHAT;
	}

	/** Returns the JSON of a whole answer. */
	String answer(String text) {
		return "{" + this.id + "\"choices\":[{\"message\":{\"content\":\"" + text + "\",\"role\":\"assistant\"},"
				+ "\"index\":0,\"finish_reason\":\"stop\"}],\"created\":1790000000,\"model\":\"stub\","
				+ "\"object\":\"chat.completion\"," + USAGE + "}";
	}

	/** Returns a piece of a streamed answer. */
	abstract String chunk(String text, boolean last);

	/** Returns the mark behind the last piece. */
	String end() {
		return event("[DONE]");
	}

	String streamType() {
		return "text/event-stream";
	}

	private static String event(String data) {
		return "data: " + data + "\n\n";
	}

}
