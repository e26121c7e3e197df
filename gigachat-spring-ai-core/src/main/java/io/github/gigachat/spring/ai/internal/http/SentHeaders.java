package io.github.gigachat.spring.ai.internal.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;

/**
 * The headers of one request: one value for each name, in the order in which they were
 * first set. Names are compared without regard to case.
 * <p>
 * Names and values alternate in one array, because every request has headers and a map
 * would be several times larger. Whoever creates the headers sets them; once they are
 * part of a {@link TransportRequest} they must not change.
 */
public final class SentHeaders {

	private String[] pairs = new String[20];

	private int length;

	/** Creates headers from a map, in its order. */
	public static SentHeaders of(Map<String, String> headers) {
		SentHeaders sent = new SentHeaders();
		sent.setAll(headers);
		return sent;
	}

	/** Sets a header, which replaces one of the same name. */
	public void set(String name, String value) {
		int at = indexOf(name);
		if (at < 0) {
			at = this.length;
			if (at == this.pairs.length) {
				this.pairs = Arrays.copyOf(this.pairs, 2 * at);
			}
			this.length += 2;
			this.pairs[at] = name;
		}
		this.pairs[at + 1] = value;
	}

	/** Sets headers, which replace those of the same names. */
	public void setAll(Map<String, String> headers) {
		if (!headers.isEmpty()) {
			headers.forEach(this::set);
		}
	}

	/** Returns the value of a header, or {@code null} if there is none. */
	public @Nullable String get(String name) {
		int at = indexOf(name);
		return (at < 0) ? null : this.pairs[at + 1];
	}

	/** Passes each name with its value. */
	public void forEach(BiConsumer<String, String> action) {
		for (int i = 0; i < this.length; i += 2) {
			action.accept(this.pairs[i], this.pairs[i + 1]);
		}
	}

	/** Returns the names. */
	List<String> names() {
		List<String> names = new ArrayList<>();
		forEach((name, value) -> names.add(name));
		return names;
	}

	private int indexOf(String name) {
		for (int i = 0; i < this.length; i += 2) {
			if (this.pairs[i].equalsIgnoreCase(name)) {
				return i;
			}
		}
		return -1;
	}

	/**
	 * Returns the names of the headers, never their values.
	 */
	@Override
	public String toString() {
		return names().toString();
	}

}
