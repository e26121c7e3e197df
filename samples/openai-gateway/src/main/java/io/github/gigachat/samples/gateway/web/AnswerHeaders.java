package io.github.gigachat.samples.gateway.web;

import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.regex.Pattern;

import io.github.gigachat.samples.gateway.chat.PreparedChat;
import io.github.gigachat.spring.ai.api.chat.FlatteningChanges;
import io.github.gigachat.spring.ai.api.chat.GigaChatMetadata;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.http.HttpHeaders;

/**
 * The headers that tell about an answer: the fields without an effect, the changes to the
 * conversation, the id of the request, and the time that it took.
 */
public final class AnswerHeaders {

	private static final int MOST_FIELDS = 50;

	private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.\\[\\]-]{1,64}");

	private final HttpHeaders headers;

	private final long begun = System.nanoTime();

	private long sent = this.begun;

	/**
	 * Creates the headers, and takes the time at which the request came.
	 * @param headers the headers of the response
	 */
	public AnswerHeaders(HttpHeaders headers) {
		this.headers = headers;
	}

	/** Notes the time at which the request goes to the service. */
	public void sent() {
		this.sent = System.nanoTime();
	}

	/** Adds the facts of a chat's answer, or of the first chunk of one. */
	void answered(PreparedChat chat, ChatResponse answer) {
		answered(answer.getMetadata().getId());
		String changes = changes(chat, answer);
		if (!changes.isEmpty()) {
			this.headers.set("x-gateway-changes", changes);
		}
	}

	/**
	 * Adds the facts of any answer.
	 * @param requestId the id under which the service knows the request, or {@code null}
	 */
	public void answered(@Nullable String requestId) {
		long now = System.nanoTime();
		String id = RequestIdentity.usable(requestId);
		if (id != null) {
			RequestIdentity.write(this.headers, id);
		}
		this.headers.set("Server-Timing",
				"gateway;dur=" + millis(this.sent - this.begun) + ", upstream;dur=" + millis(now - this.sent));
	}

	/**
	 * Returns names of a client's fields without characters that a header cannot have.
	 */
	static String named(List<String> fields) {
		StringJoiner names = new StringJoiner(", ");
		fields.stream()
			.limit(MOST_FIELDS)
			.map((field) -> PLAIN.matcher(field).matches() ? field : "?")
			.forEach(names::add);
		return names.toString();
	}

	private static String changes(PreparedChat chat, ChatResponse answer) {
		StringJoiner words = new StringJoiner(", ");
		chat.changes().forEach((change, count) -> words.add(change + "=" + count));
		Object changes = answer.getMetadata().get(GigaChatMetadata.FLATTENING_CHANGES);
		if (changes instanceof FlatteningChanges flattening) {
			flattening.counts().forEach((change, count) -> words.add(change.word() + "=" + count));
			// the keywords themselves are the client's words
			if (!flattening.droppedKeywords().isEmpty()) {
				words.add("schemaKeywordsDropped=" + flattening.droppedKeywords().size());
			}
		}
		return words.toString();
	}

	private static String millis(long nanos) {
		return String.format(Locale.ROOT, "%.1f", nanos / 1e6);
	}

}
