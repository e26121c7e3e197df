package io.github.gigachat.spring.ai.api;

import java.util.Arrays;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.io.NumberInput;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;

/**
 * Deserializes an array of numbers from the parser's own buffer. It creates no object per
 * number, because a response has tens of thousands of them.
 */
final class VectorDeserializer extends ValueDeserializer<EmbeddingVector> {

	/** The initial capacity: the length of most of the service's vectors. */
	private static final int FIRST_LENGTH = 1024;

	VectorDeserializer() {
	}

	@Override
	public EmbeddingVector deserialize(JsonParser parser, DeserializationContext context) {
		if (!parser.isExpectedStartArrayToken()) {
			return context.reportInputMismatch(EmbeddingVector.class, "not an array");
		}
		float[] values = new float[FIRST_LENGTH];
		int length = 0;
		for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
			if (token == null || !token.isNumeric()) {
				return context.reportInputMismatch(EmbeddingVector.class, "not a number");
			}
			if (length == values.length) {
				values = Arrays.copyOf(values, 2 * length);
			}
			float value = NumberInput.parseFloat(parser.getStringCharacters(), parser.getStringOffset(),
					parser.getStringLength(), true);
			if (Float.isInfinite(value)) {
				return context.reportInputMismatch(EmbeddingVector.class, "a number is too large");
			}
			values[length++] = value;
		}
		return new EmbeddingVector((length == values.length) ? values : Arrays.copyOf(values, length));
	}

}
