package io.github.gigachat.emulator;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for the JUnit extension with its three kinds of registration.
 */
class ExtensionTests {

	@Test
	void runsTheEmulatorDuringTestsOnly() {
		assertThatIllegalStateException().isThrownBy(new GigaChatEmulatorExtension()::emulator);
	}

	/**
	 * One emulator for a class.
	 */
	@Nested
	@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
	@ExtendWith(GigaChatEmulatorExtension.class)
	class OnAClass {

		@Test
		@Order(1)
		void givesTheEmulatorAsAParameter(GigaChatEmulator emulator) {
			emulator.onAnyMessage().fail(500);
			emulator.onToken().fail(500);
			new TestClient(emulator).send(new TestClient(emulator).oauth("scope=GIGACHAT_API_PERS"));

			assertThat(emulator.requests()).hasSize(1);
		}

		@Test
		@Order(2)
		void resetsTheEmulatorBetweenTests(GigaChatEmulator emulator) {
			assertThat(emulator.requests()).isEmpty();
			assertThat(new TestClient(emulator).token()).isNotEmpty();
		}

	}

	/**
	 * One emulator for a class and the classes nested in it.
	 */
	@Nested
	@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
	class InAStaticField {

		@RegisterExtension
		static final GigaChatEmulatorExtension GIGACHAT = GigaChatEmulatorExtension
			.with((builder) -> builder.acceptToken("mine"));

		private static int port;

		@BeforeAll
		static void remember() {
			port = GIGACHAT.emulator().port();
		}

		@AfterAll
		static void stillThere() {
			assertThat(GIGACHAT.emulator().port()).isEqualTo(port);
		}

		@Test
		void startsTheEmulatorWithSettings() {
			TestClient client = new TestClient(GIGACHAT.emulator());

			assertThat(client.send(client.models("mine", "/models")).statusCode()).isEqualTo(200);
		}

		/**
		 * Tests of the inner class.
		 */
		@Nested
		class WithANestedClass {

			@Test
			void keepsTheSameEmulatorForTheClass() {
				assertThat(GIGACHAT.emulator().port()).isEqualTo(port);
			}

		}

	}

	/**
	 * One emulator for each test.
	 */
	@Nested
	class InAnInstanceField {

		@RegisterExtension
		final GigaChatEmulatorExtension gigachat = new GigaChatEmulatorExtension();

		@Test
		void startsAnEmulatorForEachTest() {
			assertThat(new TestClient(this.gigachat.emulator()).token()).isNotEmpty();
		}

	}

}
