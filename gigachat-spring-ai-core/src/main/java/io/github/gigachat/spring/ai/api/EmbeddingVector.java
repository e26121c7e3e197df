package io.github.gigachat.spring.ai.api;

import java.util.Arrays;
import java.util.Objects;

import io.github.gigachat.spring.ai.internal.json.FloatDecimal;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;

/**
 * The vector of an embedding. The service does not normalise vectors: compare them by
 * cosine similarity, not by dot product.
 */
public final class EmbeddingVector {

	private final float[] values;

	/**
	 * Creates a vector.
	 * @param values the components; the array is not copied
	 */
	public EmbeddingVector(float[] values) {
		this.values = Objects.requireNonNull(values, "values");
	}

	/**
	 * Returns the components as the internal array, not a copy.
	 * @return the array
	 */
	public float[] values() {
		return this.values;
	}

	/**
	 * Returns the number of dimensions.
	 * @return the number of dimensions
	 */
	public int length() {
		return this.values.length;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof EmbeddingVector that && Arrays.equals(this.values, that.values);
	}

	@Override
	public int hashCode() {
		return Arrays.hashCode(this.values);
	}

	@Override
	public String toString() {
		return "EmbeddingVector[" + this.values.length + "]";
	}

	/**
	 * Deserializes an array of numbers from the parser's own buffer. It creates no object
	 * per number, because a response has tens of thousands of them. Further vectors of a
	 * response get the length of the one before at once.
	 */
	static final class Deserializer extends ValueDeserializer<EmbeddingVector> {

		/** The capacity for the first vector: the length of most of the service's. */
		private static final int FIRST_LENGTH = 1024;

		Deserializer() {
		}

		@Override
		public EmbeddingVector deserialize(JsonParser parser, DeserializationContext context) {
			if (!parser.isExpectedStartArrayToken()) {
				return context.reportInputMismatch(EmbeddingVector.class, "not an array");
			}
			float[] values = new float[(context.getAttribute(this) instanceof Integer last) ? last : FIRST_LENGTH];
			int length = 0;
			for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
				if (token == null || !token.isNumeric()) {
					return context.reportInputMismatch(EmbeddingVector.class, "not a number");
				}
				if (length == values.length) {
					values = Arrays.copyOf(values, 2 * length);
				}
				float value = FloatDecimal.parse(parser.getStringCharacters(), parser.getStringOffset(),
						parser.getStringLength());
				if (Float.isInfinite(value)) {
					return context.reportInputMismatch(EmbeddingVector.class, "a number is too large");
				}
				values[length++] = value;
			}
			if (length == values.length) {
				return new EmbeddingVector(values);
			}
			context.setAttribute(this, Math.max(1, length));
			return new EmbeddingVector(Arrays.copyOf(values, length));
		}

	}

}
