package io.github.gigachat.spring.ai.internal.json;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;

/**
 * Reads numbers that a response does not depend on. An invalid number becomes
 * {@code null} instead of failing the whole response.
 */
public final class LenientNumber {

	private LenientNumber() {
	}

	/** Reads the current value as a number of 64 bits, or {@code null}. */
	public static @Nullable Long readLong(JsonParser parser) {
		JsonToken token = parser.currentToken();
		if (token == JsonToken.VALUE_STRING) {
			try {
				return Long.valueOf(parser.getString().strip());
			}
			catch (NumberFormatException ex) {
				return null;
			}
		}
		if (token == JsonToken.VALUE_NUMBER_INT && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
			return Long.valueOf(parser.getLongValue());
		}
		if (token != null && token.isNumeric()) {
			double value = parser.getDoubleValue();
			return (Math.abs(value) < Long.MAX_VALUE) ? Long.valueOf((long) value) : null;
		}
		parser.skipChildren();
		return null;
	}

	/** Reads the current value as a number of 32 bits, or {@code null}. */
	public static @Nullable Integer readInteger(JsonParser parser) {
		Long value = readLong(parser);
		return (value != null && value.intValue() == value) ? Integer.valueOf(value.intValue()) : null;
	}

	/** Reads a number of 64 bits, or {@code null}. */
	public static final class OfLong extends ValueDeserializer<Long> {

		OfLong() {
		}

		@Override
		public @Nullable Long deserialize(JsonParser parser, DeserializationContext context) {
			return readLong(parser);
		}

	}

	/** Reads a number of 32 bits, or {@code null}. */
	public static final class OfInteger extends ValueDeserializer<Integer> {

		OfInteger() {
		}

		@Override
		public @Nullable Integer deserialize(JsonParser parser, DeserializationContext context) {
			return readInteger(parser);
		}

	}

}
