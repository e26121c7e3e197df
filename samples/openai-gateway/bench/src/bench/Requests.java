package bench;

/**
 * Bodies of requests, of the sizes that agents send.
 *
 * @param name the name in the table
 * @param size the size of the body in bytes, about
 * @param tools the number of tools
 */
record Requests(String name, int size, int tools) {

	static final Requests SMALL = new Requests("small", 200, 0);

	private static final String SENTENCE = "Reads the file and returns its lines with numbers, or tells why it cannot. ";

	/** Returns a body in the form of OpenAI or of GigaChat. */
	String body(boolean openAi, boolean stream, Script script) {
		String tools = tools(openAi);
		StringBuilder messages = new StringBuilder();
		message(messages, "system", "You are a careful assistant.");
		int turn = 0;
		while (messages.length() + tools.length() + 1000 < this.size) {
			int room = Math.min(4000, this.size - messages.length() - tools.length());
			message(messages, (turn % 2 == 0) ? "user" : "assistant", SENTENCE.repeat(Math.max(1, room / 80)));
			turn++;
		}
		if (turn % 2 == 1) {
			message(messages, "assistant", "Done.");
		}
		message(messages, "user", "Answer. " + script);
		return "{\"model\":\"GigaChat-2\",\"stream\":%s%s,\"messages\":[%s]}".formatted(stream, tools, messages);
	}

	private static void message(StringBuilder messages, String role, String text) {
		messages.append(messages.isEmpty() ? "" : ",")
			.append("{\"role\":\"%s\",\"content\":\"%s\"}".formatted(role, text));
	}

	/** Returns tools that take about half of the body. */
	private String tools(boolean openAi) {
		if (this.tools == 0) {
			return "";
		}
		int room = this.size / 2 / this.tools;
		StringBuilder tools = new StringBuilder();
		for (int tool = 0; tool < this.tools; tool++) {
			String function = """
					{"name":"tool_%d","description":"%s","parameters":{"type":"object","properties":{\
					"path":{"type":"string","description":"The absolute path"},\
					"mode":{"type":"string","enum":["text","lines"],"default":"lines"},\
					"range":{"type":"array","items":{"type":"integer","minimum":0},"maxItems":2}},\
					"required":["path"],"additionalProperties":false}}"""
				.formatted(tool, SENTENCE.repeat(Math.max(1, (room - 330) / SENTENCE.length())).trim());
			tools.append(tools.isEmpty() ? "" : ",")
				.append(openAi ? "{\"type\":\"function\",\"function\":" + function + "}" : function);
		}
		return ",\"%s\":[%s]".formatted(openAi ? "tools" : "functions", tools);
	}

}
