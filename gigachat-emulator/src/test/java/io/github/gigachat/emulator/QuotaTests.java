package io.github.gigachat.emulator;

import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the quotas.
 */
class QuotaTests {

	@RegisterExtension
	static final GigaChatEmulatorExtension GIGACHAT = GigaChatEmulatorExtension
		.with(GigaChatEmulator.Builder::noAuthentication);

	private final GigaChatEmulator emulator = GIGACHAT.emulator();

	private final TestClient client = new TestClient(this.emulator);

	@Test
	void refusesASecondRequestWhileAStreamIsOpen() throws Exception {
		this.emulator.limitConcurrentRequests(1);
		NetworkFault hold = this.emulator.network().onChat().silentAfterEvents(1);
		HttpResponse<InputStream> stream = this.client.open(this.client.chat("", TestClient.streamBody("x")));

		HttpResponse<String> second = chat();
		hold.resume();

		assertThat(second.statusCode()).isEqualTo(429);
		assertThat(second.body()).isEqualTo("{\"status\":429,\"message\":\"Too many requests\"}");
		assertThat(new String(stream.body().readAllBytes(), StandardCharsets.UTF_8)).endsWith("data: [DONE]\n\n");
	}

	@Test
	void acceptsTheNextRequestAsSoonAsTheLastByteWasRead() {
		this.emulator.limitConcurrentRequests(1);

		for (int i = 0; i < 50; i++) {
			assertThat(chat().statusCode()).isEqualTo(200);
			assertThat(this.client.send(this.client.chat("", TestClient.streamBody("x"))).statusCode()).isEqualTo(200);
		}
	}

	@Test
	void refusesChatWhenThePackageIsExhausted() {
		this.emulator.exhaustPackage();

		HttpResponse<String> answer = chat();

		assertThat(answer.statusCode()).isEqualTo(402);
		assertThat(answer.body()).isEqualTo("{\"status\":402,\"message\":\"Payment Required\"}");
		assertThat(this.client.send(this.client.models("", "/models")).statusCode()).isEqualTo(200);
	}

	@Test
	void aResetSwitchesTheLimitsOff() {
		this.emulator.exhaustPackage();

		this.emulator.reset();

		assertThat(chat().statusCode()).isEqualTo(200);
	}

	private HttpResponse<String> chat() {
		return this.client.send(this.client.chat("", TestClient.chatBody("x", "")));
	}

}
