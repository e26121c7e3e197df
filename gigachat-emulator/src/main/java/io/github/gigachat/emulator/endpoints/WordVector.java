package io.github.gigachat.emulator.endpoints;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Computes the vector of a text from hashes of its words and their parts of three
 * letters. Texts that share words, in whatever form, are similar by cosine; the vector
 * does not represent meaning. As with the service, its numbers are around 1 and its
 * length is not.
 */
final class WordVector {

	private static final Pattern WORDS = Pattern.compile("[\\p{L}\\p{N}]+");

	private static final int PART = 3;

	/** The weight of a whole word, relative to one of its parts. */
	private static final float WORD = 2;

	private WordVector() {
	}

	static float[] of(String text, int dimensions) {
		float[] vector = new float[dimensions];
		WORDS.matcher(text.toLowerCase(Locale.ROOT)).results().forEach((word) -> count(word.group(), vector));
		// a zero vector could not be compared with others
		add("#" + text.isBlank(), 0.1f, vector);
		return scaled(vector);
	}

	private static void count(String word, float[] vector) {
		add(word, WORD, vector);
		String edged = "<" + word + ">";
		for (int i = 0; i + PART <= edged.length(); i++) {
			add(edged.substring(i, i + PART), 1, vector);
		}
	}

	private static void add(String feature, float weight, float[] vector) {
		int hash = spread(feature.hashCode());
		// half of the features are subtracted, so that collisions cancel each other out
		vector[Integer.remainderUnsigned(hash, vector.length)] += (hash & 0x40000000) == 0 ? weight : -weight;
	}

	private static int spread(int hash) {
		int spread = (hash ^ (hash >>> 16)) * 0x7feb352d;
		spread = (spread ^ (spread >>> 15)) * 0x846ca68b;
		return spread ^ (spread >>> 16);
	}

	private static float[] scaled(float[] vector) {
		double sum = 0;
		for (float value : vector) {
			sum += value * value;
		}
		double factor = Math.sqrt(vector.length / sum);
		for (int i = 0; i < vector.length; i++) {
			vector[i] = (float) (vector[i] * factor);
		}
		return vector;
	}

}
