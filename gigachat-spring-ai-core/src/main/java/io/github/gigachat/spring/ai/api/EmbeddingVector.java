package io.github.gigachat.spring.ai.api;

import java.util.Arrays;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * The numbers of an embedding. The service does not normalise them: compare by cosine,
 * not by dot product.
 */
public final class EmbeddingVector {

	private final float[] values;

	/**
	 * Creates a vector.
	 * @param values the numbers, which are not copied
	 */
	public EmbeddingVector(float[] values) {
		this.values = Objects.requireNonNull(values, "values");
	}

	/**
	 * The numbers themselves, not a copy.
	 * @return the array
	 */
	public float[] values() {
		return this.values;
	}

	/**
	 * How many numbers there are.
	 * @return the dimensions
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

}
