package io.github.gigachat.spring.ai.http;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How a limit is learned, and who waits for it.
 */
class OriginLimitTests {

	private final OriginLimit limit = new OriginLimit();

	private final List<String> granted = new ArrayList<>();

	@Test
	void admitsEverybodyUntilSomebodyIsRefused() {
		for (int i = 0; i < 1000; i++) {
			assertThat(this.limit.tryEnter()).isTrue();
		}
		this.limit.refused();
		assertThat(this.limit.tryEnter()).isFalse();
	}

	@Test
	void letsAsManyGoOnAsWereNotRefused() {
		learn(3);
		this.limit.enter(waiter("a"));
		this.limit.enter(waiter("b"));
		assertThat(this.granted).isEmpty();
		this.limit.leave();
		assertThat(this.granted).containsExactly("a");
		this.limit.leave();
		assertThat(this.granted).containsExactly("a", "b");
	}

	@Test
	void putsTheRefusedAtTheHeadOfTheLine() {
		learn(3);
		this.limit.enter(waiter("later"));
		this.limit.enterAgain(waiter("refused"));
		this.limit.leave();
		assertThat(this.granted).containsExactly("refused");
	}

	@Test
	void skipsWhoIsGone() {
		learn(1);
		OriginLimit.Waiter gone = waiter("gone");
		this.limit.enter(gone);
		this.limit.enter(waiter("next"));
		assertThat(this.limit.withdraw(gone)).isTrue();
		assertThat(this.limit.withdraw(gone)).isFalse();
		this.limit.leave();
		assertThat(this.granted).containsExactly("next");
	}

	@Test
	void whoWasGrantedCannotWithdraw() {
		learn(1);
		OriginLimit.Waiter waiter = waiter("a");
		this.limit.enter(waiter);
		this.limit.leave();
		assertThat(this.granted).containsExactly("a");
		assertThat(this.limit.withdraw(waiter)).isFalse();
	}

	@Test
	void alwaysLetsOneGoOn() {
		assertThat(this.limit.tryEnter()).isTrue();
		this.limit.refused();
		this.limit.enterAgain(waiter("a"));
		assertThat(this.granted).containsExactly("a");
	}

	@Test
	void growsWhileSomebodyWaits() {
		learn(1);
		for (int i = 0; i < 30; i++) {
			this.limit.enter(waiter("w" + i));
		}
		int running = 1;
		for (int i = 0; i < 10; i++) {
			int before = this.granted.size();
			this.limit.leave();
			running += this.granted.size() - before - 1;
		}
		assertThat(running).isGreaterThan(2);
	}

	@Test
	void aGrantThatEndsAtOnceDoesNotNestTheNext() {
		learn(1);
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

	private OriginLimit.Waiter waiter(String name) {
		return new OriginLimit.Waiter() {
			@Override
			void granted() {
				OriginLimitTests.this.granted.add(name);
			}
		};
	}

}
