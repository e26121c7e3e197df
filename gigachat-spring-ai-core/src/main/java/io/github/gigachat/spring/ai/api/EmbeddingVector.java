package io.github.gigachat.spring.ai.api;

import java.util.Arrays;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

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

}
