package io.github.gigachat.spring.ai;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

import io.github.gigachat.emulator.GigaChatEmulator;
import io.github.gigachat.emulator.GigaChatEmulatorBuilder;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.api.client.RetrySettings;
import io.github.gigachat.spring.ai.auth.GigaChatCredentials;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The emulator of one test class, with the models that its tests point at it. After each
 * test the models are closed and the emulator is as after its start.
 */
public final class EmulatedService implements AfterEachCallback, AfterAllCallback {

	/** Far longer than anything takes: what is not there by then will not come. */
	public static final Duration LIMIT = Duration.ofSeconds(30);

	/** The provider's retry with pauses that a test does not notice. */
	public static final RetrySettings QUICK_RETRY = new RetrySettings(3, Duration.ofMillis(2), 2, Duration.ofMillis(10),
			Duration.ofSeconds(30), false);

	private final GigaChatEmulator emulator;

	private final boolean tls;

	private final List<GigaChatApi> apis = new CopyOnWriteArrayList<>();

	private EmulatedService(GigaChatEmulator emulator, boolean tls) {
		this.emulator = emulator;
		this.tls = tls;
	}

	public static EmulatedService overHttp() {
		return overHttp((emulator) -> emulator);
	}

	public static EmulatedService overHttp(UnaryOperator<GigaChatEmulatorBuilder> settings) {
		return new EmulatedService(settings.apply(GigaChatEmulator.builder()).start(), false);
	}

	public static EmulatedService overTlsAndHttp2() {
		return overTlsAndHttp2((emulator) -> emulator);
	}

	public static EmulatedService overTlsAndHttp2(UnaryOperator<GigaChatEmulatorBuilder> settings) {
		return new EmulatedService(settings.apply(GigaChatEmulator.builder().tls()).start(), true);
	}

	public GigaChatEmulator emulator() {
		return this.emulator;
	}

	public GigaChatModel model() {
		return model((api) -> api);
	}

	public GigaChatModel model(UnaryOperator<GigaChatApi.Builder> settings) {
		return GigaChatModel.builder().api(api(settings)).build();
	}

	public GigaChatEmbeddingModel embeddingModel() {
		return embeddingModel((api) -> api);
	}

	public GigaChatEmbeddingModel embeddingModel(UnaryOperator<GigaChatApi.Builder> settings) {
		return GigaChatEmbeddingModel.builder().api(api(settings)).build();
	}

	public GigaChatApi api(UnaryOperator<GigaChatApi.Builder> settings) {
		GigaChatApi.Builder builder = GigaChatApi.builder()
			.baseUrl(this.emulator.baseUrl())
			.authUrl(this.emulator.authUrl())
			.credentials(GigaChatCredentials.authorizationKey(this.emulator.apiKey()))
			.retry(QUICK_RETRY);
		if (this.tls) {
			builder.sslContext(this.emulator.trustingSslContext());
		}
		GigaChatApi api = settings.apply(builder).build();
		this.apis.add(api);
		return api;
	}

	@Override
	public void afterEach(ExtensionContext context) {
		this.apis.forEach(GigaChatApi::close);
		this.apis.clear();
		this.emulator.reset();
	}

	@Override
	public void afterAll(ExtensionContext context) {
		this.emulator.close();
	}

}
