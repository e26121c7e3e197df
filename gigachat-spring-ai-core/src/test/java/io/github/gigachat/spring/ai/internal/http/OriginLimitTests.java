package io.github.gigachat.spring.ai.internal.http;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How a limit is learned, and who waits for it.
 */
class OriginLimitTests {

	private final AtomicLong now = new AtomicLong(-1);

	private final OriginLimit limit = new OriginLimit(this.now::get);

	private final List<String> granted = new ArrayList<>();

	@Test
	void admitsEveryStreamUntilOneIsRefused() {
		for (int i = 0; i < 1000; i++) {
			assertThat(this.limit.tryEnter()).isTrue();
		}
		this.limit.refused();
		assertThat(this.limit.tryEnter()).isFalse();
	}

	@Test
	void admitsAsManyStreamsAsWereNotRefused() {
		learn(6);
		this.limit.enter(waiter("a"));
		this.limit.enter(waiter("b"));
		assertThat(this.granted).isEmpty();
		this.limit.leave();
		assertThat(this.granted).containsExactly("a");
		this.limit.leave();
		assertThat(this.granted).containsExactly("a", "b");
	}

	@Test
	void putsARefusedStreamAtTheHeadOfTheQueue() {
		learn(6);
		this.limit.enter(waiter("later"));
		this.limit.enterAgain(waiter("refused"));
		this.limit.leave();
		assertThat(this.granted).containsExactly("refused");
	}

	@Test
	void skipsCancelledWaiters() {
		learn(6);
		OriginLimit.Waiter gone = waiter("gone");
		this.limit.enter(gone);
		this.limit.enter(waiter("next"));
		assertThat(this.limit.withdraw(gone)).isTrue();
		assertThat(this.limit.withdraw(gone)).isFalse();
		this.limit.leave();
		assertThat(this.granted).containsExactly("next");
	}

	@Test
	void aGrantedStreamCannotWithdraw() {
		learn(6);
		OriginLimit.Waiter waiter = waiter("a");
		this.limit.enter(waiter);
		assertThat(waiter.isWaiting()).isTrue();
		this.limit.leave();
		assertThat(this.granted).containsExactly("a");
		assertThat(waiter.isWaiting()).isFalse();
		assertThat(this.limit.withdraw(waiter)).isFalse();
	}

	@Test
	void aRefusalWithoutOtherStreamsSetsNoLimit() {
		assertThat(this.limit.tryEnter()).isTrue();
		this.limit.refused();
		this.limit.enterAgain(waiter("a"));
		assertThat(this.granted).containsExactly("a");
		assertThat(this.limit.tryEnter()).isTrue();
	}

	@Test
	void aRefusalBesideOneStreamSetsNoLimitOfOne() {
		learn(1);
		for (int i = 0; i < OriginLimit.FLOOR; i++) {
			this.limit.enter(waiter("w" + i));
		}
		assertThat(this.granted).hasSize(OriginLimit.FLOOR - 1);
	}

	@Test
	void growsFasterAndFasterWhileStreamsWaitAndNoneIsRefused() {
		learn(6);
		for (int i = 0; i < 10; i++) {
			this.limit.enter(waiter("w" + i));
		}
		this.limit.reconsider();
		assertThat(this.granted).isEmpty();
		quietTime();
		assertThat(this.granted).hasSize(1);
		quietTime();
		assertThat(this.granted).hasSize(3);
		quietTime();
		assertThat(this.granted).hasSize(7);
	}

	@Test
	void aRefusalEndsTheGrowth() {
		learn(6);
		for (int i = 0; i < 10; i++) {
			this.limit.enter(waiter("w" + i));
		}
		quietTime();
		quietTime();
		assertThat(this.granted).hasSize(3);
		this.limit.refused();
		assertThat(this.granted).hasSize(3);
		this.limit.reconsider();
		assertThat(this.granted).hasSize(3);
		quietTime();
		assertThat(this.granted).hasSize(4);
	}

	@Test
	void forgetsTheLimitEventually() {
		learn(6);
		for (int i = 0; i < 20_000; i++) {
			this.limit.enter(waiter("w"));
		}
		for (int i = 0; i < 14; i++) {
			quietTime();
		}
		assertThat(this.granted).hasSize(20_000);
		assertThat(this.limit.tryEnter()).isTrue();
	}

	@Test
	void aFailingWaiterDoesNotFailOthers() {
		learn(6);
		this.limit.enter(new OriginLimit.Waiter() {
			@Override
			void granted() {
				throw new AssertionError("cannot start");
			}
		});
		this.limit.enter(waiter("next"));
		this.limit.leave();
		assertThat(this.granted).isEmpty();
		this.limit.leave();
		assertThat(this.granted).containsExactly("next");
	}

	@Test
	void aGrantThatEndsAtOnceDoesNotNestTheNext() {
		learn(6);
		for (int i = 0; i < 20_000; i++) {
			this.limit.enter(new OriginLimit.Waiter() {
				@Override
				void granted() {
					OriginLimitTests.this.granted.add("x");
					OriginLimitTests.this.limit.leave();
				}
			});
		}
		this.limit.leave();
		assertThat(this.granted).hasSize(20_000);
	}

	/**
	 * Some are running and one more was refused.
	 */
	private void learn(int running) {
		for (int i = 0; i <= running; i++) {
			assertThat(this.limit.tryEnter()).isTrue();
		}
		this.limit.refused();
	}

	private void quietTime() {
		this.now.addAndGet(OriginLimit.QUIET);
		this.limit.reconsider();
	}

	private OriginLimit.Waiter waiter(String name) {
		return new OriginLimit.Waiter() {
			@Override
			void granted() {
				OriginLimitTests.this.granted.add(name);
			}
		};
	}

}
