package io.github.gigachat.spring.ai.internal.json;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;

/**
 * Base class of the deserializers of records that occur in every answer and in every
 * chunk of a stream. They read fields in a loop, because Jackson's own support of records
 * creates a buffer of arguments and a chain of method handles for each record, which is
 * more than all the rest of a small chunk.
 * <p>
 * A deserializer follows Jackson's defaults: an unknown field is ignored, and scalars are
 * converted to text. Of several equal fields the last one counts.
 *
 * @param <T> the type of the record
 */
public abstract class RecordReader<T> extends ValueDeserializer<T> {

	private final Class<T> type;

	protected RecordReader(Class<T> type) {
		this.type = type;
	}

	@Override
	public final T deserialize(JsonParser parser, DeserializationContext context) {
		if (!parser.isExpectedStartObjectToken()) {
			return context.reportInputMismatch(this.type, "not an object");
		}
		return read(parser, context);
	}

	/**
	 * Reads the fields of the object whose start is the current token, up to its end.
	 */
	protected abstract T read(JsonParser parser, DeserializationContext context);

	/** Reads the current value as a record, or {@code null}. */
	public final @Nullable T orNull(JsonParser parser, DeserializationContext context) {
		return (parser.currentToken() == JsonToken.VALUE_NULL) ? null : deserialize(parser, context);
	}

	/** Reads the current value as a list of records, or {@code null}. */
	public final @Nullable List<T> listOrNull(JsonParser parser, DeserializationContext context) {
		if (parser.currentToken() == JsonToken.VALUE_NULL) {
			return null;
		}
		if (!parser.isExpectedStartArrayToken()) {
			return context.reportInputMismatch(List.class, "not an array");
		}
		// most lists have one element
		List<T> elements = new ArrayList<>(1);
		while (parser.nextToken() != JsonToken.END_ARRAY) {
			@SuppressWarnings("NullAway") // as Jackson does; callers check
			T element = orNull(parser, context);
			elements.add(element);
		}
		return elements;
	}

	/**
	 * Skips the current value of an unknown field, and decodes its text: an answer with
	 * bytes that are not UTF-8 fails, in whatever field they are.
	 */
	protected static void skip(JsonParser parser) {
		int depth = 0;
		do {
			JsonToken token = parser.currentToken();
			parser.finishToken();
			depth += token.isStructStart() ? 1 : 0;
			depth -= token.isStructEnd() ? 1 : 0;
		}
		while (depth > 0 && parser.nextToken() != null);
	}

	/** Reads the current value as text, or {@code null}. */
	protected static @Nullable String text(JsonParser parser, DeserializationContext context) {
		return switch (parser.currentToken()) {
			case VALUE_STRING -> parser.getString();
			case VALUE_NULL -> null;
			default -> context.readValue(parser, String.class);
		};
	}

}
