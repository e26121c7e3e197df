package io.github.gigachat.emulator;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for outages of the token endpoints and for the counts of tokens.
 */
class TokenOutageTests {

	private static final String SCOPE = "scope=GIGACHAT_API_PERS";

	private static final Duration LONG = Duration.ofSeconds(10);

	@RegisterExtension
	static final GigaChatEmulatorExtension GIGACHAT = new GigaChatEmulatorExtension();

	private final GigaChatEmulator emulator = GIGACHAT.emulator();

	private final TestClient client = new TestClient(this.emulator);

	@Test
	void failsUntilItEnds() {
		this.emulator.tokenOutage().fail(500);
		assertThat(this.client.send(this.client.oauth(SCOPE)).statusCode()).isEqualTo(500);
		assertThat(this.client.send(this.client.oauth(SCOPE)).statusCode()).isEqualTo(500);

		this.emulator.tokenOutage().end();

		assertThat(this.client.token()).isNotBlank();
	}

	@Test
	void tokensIssuedBeforeTheOutageStayValid() {
		String token = this.client.token();

		this.emulator.tokenOutage().fail(503);

		assertThat(this.client.send(this.client.models(token, "/models")).statusCode()).isEqualTo(200);
	}

	@Test
	void hangsUntilItEndsAndThenFailsTheHangingRequests() {
		this.emulator.tokenOutage().hang();
		CompletableFuture<HttpResponse<String>> held = this.client.sendAsync(this.client.oauth(SCOPE));
		this.emulator.awaitRequests(1, LONG);
		assertThat(held).isNotDone();

		this.emulator.tokenOutage().end();

		assertThat(held.join().statusCode()).isEqualTo(503);
		assertThat(this.client.token()).isNotBlank();
		assertThat(this.emulator.tokensIssued()).isEqualTo(1);
	}

	@Test
	void aClientMayLeaveWhileItHangs() {
		this.emulator.tokenOutage().hang();

		CompletableFuture<HttpResponse<String>> held = this.client.sendAsync(this.client.oauth(SCOPE));
		this.emulator.awaitRequests(1, LONG);

		held.cancel(true);

		this.emulator.awaitClientLeft(LONG);
		assertThat(this.emulator.openExchanges()).isZero();
	}

	@Test
	void aResetEndsIt() {
		this.emulator.tokenOutage().hang();

		this.emulator.reset();

		assertThat(this.client.token()).isNotBlank();
	}

	@Test
	void countsIssuedAndRefusedTokens() {
		String first = this.client.token();
		String second = this.client.token();
		this.emulator.revokeTokens();
		this.client.send(this.client.models(first, "/models"));
		this.client.send(this.client.models(first, "/models"));
		this.client.send(this.client.models(second, "/models"));
		String third = this.client.token();
		this.emulator.onAnyMessage().fail(401);
		this.client.send(this.client.chat(third, TestClient.chatBody("x", "")));
		this.client.send(this.client.models(third, "/models"));

		assertThat(this.emulator.tokensIssued()).isEqualTo(3);
		assertThat(this.emulator.tokensRefused()).isEqualTo(3);
	}

}
