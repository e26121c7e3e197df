package io.github.gigachat.spring.ai.faults;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Says which text is the right one for a body, by reading it in the plainest way: as a
 * tree, and as lines.
 */
final class Oracle {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private static final Pattern ODD_TEXT = Pattern.compile("\"content\"\\s*:\\s*[^\"\\s]");

	private Oracle() {
	}

	/**
	 * Whether a body says its text in another way than as a string, so that it may be
	 * read in more than one way.
	 */
	static boolean isInDoubt(byte[] body) {
		return ODD_TEXT.matcher(new String(body, StandardCharsets.ISO_8859_1)).find();
	}

	/**
	 * The text of a whole answer.
	 * @return {@code null} when the body has none, so that there must be an error
	 */
	static @Nullable String textOfCall(byte[] body) {
		JsonNode message = parse(body).path("choices").path(0).path("message");
		return message.isObject() ? message.path("content").asString("") : null;
	}

	/**
	 * What a stream may deliver.
	 */
	static StreamTexts textsOfStream(byte[] body) {
		StreamTexts texts = new StreamTexts();
		StringBuilder data = new StringBuilder();
		String text = new String(body, StandardCharsets.ISO_8859_1);
		String withoutMark = text.startsWith("\u00ef\u00bb\u00bf") ? text.substring(3) : text;
		String[] lines = withoutMark.split("\r\n|\n|\r", -1);
		boolean any = false;
		for (int i = 0; i < lines.length - 1; i++) {
			String line = lines[i];
			if (line.isEmpty()) {
				if (any) {
					texts.event(data.substring(0, data.length() - 1));
				}
				data.setLength(0);
				any = false;
			}
			else if (line.equals("data") || line.startsWith("data:")) {
				String value = line.substring(Math.min(line.length(), 5));
				data.append(value.startsWith(" ") ? value.substring(1) : value).append('\n');
				any = true;
			}
		}
		if (any) {
			texts.lastEvent(data.substring(0, data.length() - 1));
		}
		return texts;
	}

	private static JsonNode parse(byte[] json) {
		try {
			return JSON.readTree(json);
		}
		catch (JacksonException ex) {
			return JSON.missingNode();
		}
	}

	/**
	 * The texts that a stream has delivered after each of its events.
	 */
	static final class StreamTexts {

		private final List<String> afterEvents = new ArrayList<>(List.of(""));

		private @Nullable String withoutLastEvent;

		private boolean over;

		private void event(String data) {
			JsonNode chunk = parse(data.getBytes(StandardCharsets.ISO_8859_1));
			this.over = this.over || !chunk.isObject();
			if (!this.over) {
				String delta = chunk.path("choices").path(0).path("delta").path("content").asString("");
				this.afterEvents.add(last() + delta);
			}
		}

		/** Whether an event counts that no empty line ends is a matter of taste. */
		private void lastEvent(String data) {
			this.withoutLastEvent = last();
			event(data);
		}

		private String last() {
			return this.afterEvents.get(this.afterEvents.size() - 1);
		}

		/** Whether a stream may have delivered this before it failed. */
		boolean begin(String text) {
			return this.afterEvents.contains(text);
		}

		/** Whether a stream may have delivered this, and nothing else. */
		boolean are(String text) {
			return text.equals(last()) || text.equals(this.withoutLastEvent);
		}

		@Override
		public String toString() {
			return this.afterEvents.toString();
		}

	}

}
