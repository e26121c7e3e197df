package io.github.gigachat.spring.ai.faults;

import java.util.SplittableRandom;

/**
 * The seed of a run with dice, printed so that the run can be had again: the system
 * property {@code gigachat.faults.seed} sets it.
 */
final class Seed {

	static final String PROPERTY = "gigachat.faults.seed";

	private Seed() {
	}

	static long of(String run) {
		Long set = Long.getLong(PROPERTY);
		long seed = (set != null) ? set : new SplittableRandom().nextLong(1_000_000_000);
		System.out.println(run + ": -D" + PROPERTY + "=" + seed);
		return seed;
	}

}
