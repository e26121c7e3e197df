package io.github.gigachat.samples.gateway.web;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests the count of the bytes in memory.
 */
class BodyMemoryTests {

	private final BodyMemory memory = new BodyMemory(100);

	@Test
	void requestsShareTheMemory() {
		BodyMemory.Share first = this.memory.share();
		BodyMemory.Share second = this.memory.share();

		assertThat(first.take(60)).isTrue();
		assertThat(second.take(41)).isFalse();
		assertThat(second.take(40)).isTrue();
		first.release();
		assertThat(second.take(60)).isTrue();
	}

	@Test
	void aReleasedShareTakesNothing() {
		BodyMemory.Share left = this.memory.share();
		assertThat(left.take(50)).isTrue();
		left.release();
		left.release();

		assertThat(left.take(50)).isFalse();
		assertThat(this.memory.share().take(100)).isTrue();
	}

}
