package io.github.gigachat.spring.boot.autoconfigure.connections;

import java.util.List;
import java.util.stream.Stream;

import io.github.gigachat.emulator.GigaChatEmulator;
import io.github.gigachat.emulator.GigaChatEmulatorExtension;
import io.github.gigachat.spring.boot.autoconfigure.connections.Installations.Way;
import io.github.gigachat.spring.boot.autoconfigure.failure.InvalidGigaChatConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that credentials and headers of the default connection are never sent to another
 * host, and are not mixed with those of a connection.
 */
@Timeout(60)
class ConnectionCredentialsTests {

	@RegisterExtension
	static final GigaChatEmulatorExtension one = new GigaChatEmulatorExtension();

	@RegisterExtension
	static final GigaChatEmulatorExtension other = GigaChatEmulatorExtension
		.with((builder) -> builder.acceptHeader("X-Caller", "known"));

	private final GigaChatEmulator first = one.emulator();

	private final GigaChatEmulator second = other.emulator();

	@ParameterizedTest
	@ValueSource(strings = { "base-url", "auth-url", "chat.v2-url" })
	void aConnectionWithAUrlOfItsOwnNeedsCredentialsOfItsOwn(String url) {
		Installations.of(this.first)
			.withPropertyValues("spring.ai.gigachat.headers.X-Client=first",
					Installations.PREFIX + url + "=" + this.second.baseUrl(),
					Installations.PREFIX + "api-key=${NOBODY_HAS_THIS:}")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidGigaChatConfigurationException.class)
				.hasMessageContaining("The connection 'second' of GigaChat has no credentials of its own")
				.hasMessageContaining("because spring.ai.gigachat.connections.second." + url + " is set")
				.hasMessageContaining("set, but blank: spring.ai.gigachat.connections.second.api-key")
				.hasMessageContaining("Set spring.ai.gigachat.connections.second.api-key"));
		assertThat(this.first.requests()).isEmpty();
		assertThat(this.second.requests()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "scope=GIGACHAT_API_B2B", "headers.X-Team=ours", "auth-type=auto" })
	void anyPropertyOfTheGroupKeepsTheOthersAway(String property) {
		Installations.of(this.first)
			.withPropertyValues(Installations.PREFIX + property)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("The connection 'second' of GigaChat has no credentials of its own")
				.hasMessageContaining("spring.ai.gigachat.connections.second."
						+ property.replaceAll("(\\.X-Team)?=.*", "") + " is set"));
	}

	@ParameterizedTest
	@MethodSource("own")
	void theCredentialsOfAConnectionReplaceAllOfTheDefaultOne(List<String> own, String authType) {
		Installations.of(this.first)
			.withPropertyValues("spring.ai.gigachat.scope=GIGACHAT_API_CORP",
					"spring.ai.gigachat.headers.X-Client=first")
			.withPropertyValues(Installations.second(own.toArray(String[]::new)))
			.run((context) -> assertThat(Installations.connections(context).api("second").settings().authType())
				.isEqualTo(authType));
	}

	static Stream<Arguments> own() {
		return Stream.of(Arguments.of(List.of("api-key=Y2xpZW50OnNlY3JldA=="), "oauth"),
				Arguments.of(List.of("client-id=own", "client-secret=own"), "oauth"),
				Arguments.of(List.of("username=own", "password=own"), "password"),
				Arguments.of(List.of("access-token=own"), "token"), Arguments.of(List.of("auth-type=none"), "none"));
	}

	@Test
	void theScopeOfTheDefaultConnectionIsNotThatOfOtherCredentials() {
		Installations.of(this.first)
			.withPropertyValues("spring.ai.gigachat.scope=GIGACHAT_API_CORP",
					Installations.PREFIX + "api-key=" + this.first.apiKey())
			.run((context) -> {
				Way.CALL.ask(Installations.connections(context).chatModel("second"), "hello");
				assertThat(this.first.tokenRequests()).singleElement()
					.satisfies((request) -> assertThat(request.body()).contains("GIGACHAT_API_PERS"));
			});
	}

	@Test
	void aHeaderOfItsOwnAuthenticatesAConnection() {
		Installations.of(this.first)
			.withPropertyValues(Installations.second("base-url=" + this.second.baseUrl(), "auth-type=none",
					"headers.X-Caller=known"))
			.run((context) -> {
				Way.STREAM.ask(Installations.connections(context).chatModel("second"), "hello");
				assertThat(this.second.lastChatRequest().header("X-Caller")).isEqualTo("known");
				assertThat(this.second.lastChatRequest().header("Authorization")).isNull();
				assertThat(this.first.requests()).isEmpty();
			});
	}

	@Test
	void blankValuesLeaveTheCredentialsOfTheDefaultConnection() {
		Installations.of(this.first)
			.withPropertyValues("spring.ai.gigachat.headers.X-Client=first")
			.withPropertyValues(Installations.second("base-url=${NOBODY_HAS_THIS:}", "api-key=", "headers.X-Team= "))
			.run((context) -> {
				Way.CALL.ask(Installations.connections(context).chatModel("second"), "hello");
				assertThat(this.first.lastChatRequest().header("X-Client")).isEqualTo("first");
			});
	}

}
