package io.github.gigachat.spring.ai.faults;

import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;

import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.api.client.RetrySettings;
import io.github.gigachat.spring.ai.auth.GigaChatCredentials;
import io.github.gigachat.spring.ai.failure.GigaChatFailure;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;

/**
 * Asks a server that answers with whatever it is told to, one question at a time.
 */
final class HostileService implements AutoCloseable {

	static final Duration READ_TIMEOUT = Duration.ofMillis(500);

	static final Duration CALL_TIMEOUT = Duration.ofSeconds(3);

	private static final RetrySettings ONCE = new RetrySettings(1, Duration.ofMillis(1), 1, Duration.ofMillis(1),
			Duration.ofSeconds(30), false);

	private final HostileServer server;

	private final HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

	private final HostileResponse answer = Mutator.unharmed(Samples.all().get(0));

	private final GigaChatApi api;

	private final GigaChatModel model;

	private volatile HostileResponse current = this.answer;

	private volatile boolean token;

	private HostileService() throws IOException {
		this.server = HostileServer
			.start((head) -> (head.startsWith("POST /oauth") == this.token) ? this.current : this.answer);
		this.api = api(GigaChatCredentials.none());
		this.model = GigaChatModel.builder().api(this.api).build();
	}

	static HostileService start() throws IOException {
		return new HostileService();
	}

	/**
	 * What comes of a question that is answered so.
	 */
	Result ask(Sample.Kind kind, HostileResponse response) {
		this.token = kind == Sample.Kind.TOKEN;
		this.current = response;
		return switch (kind) {
			case CALL -> result(() -> text(this.model.call(new Prompt("Кто ты?"))));
			case STREAM -> stream();
			case MODELS -> result(() -> String.valueOf(this.api.models().body().data().size()));
			case TOKEN -> askWithToken();
		};
	}

	private Result askWithToken() {
		try (GigaChatApi own = api(GigaChatCredentials.authorizationKey("dTpw"))) {
			return result(() -> String.valueOf(own.models().body().data()));
		}
	}

	private Result stream() {
		StringBuilder delivered = new StringBuilder();
		Result result = result(() -> {
			this.model.stream(new Prompt("Кто ты?")).doOnNext((chunk) -> delivered.append(text(chunk))).blockLast();
			return "";
		});
		return new Result(delivered.toString(), result.failure());
	}

	private static Result result(Supplier<String> question) {
		try {
			return new Result(question.get(), null);
		}
		catch (Throwable ex) {
			return new Result("", ex);
		}
	}

	private static String text(ChatResponse response) {
		return (response.getResult() != null)
				? Objects.requireNonNullElse(response.getResult().getOutput().getText(), "") : "";
	}

	private GigaChatApi api(GigaChatCredentials credentials) {
		GigaChatApi.Builder builder = GigaChatApi.builder()
			.baseUrl(this.server.url())
			.authUrl(this.server.url() + "/oauth")
			.credentials(credentials)
			.httpClient(this.client)
			.readTimeout(READ_TIMEOUT)
			.callTimeout(CALL_TIMEOUT)
			.tokenWaitTimeout(Duration.ofMillis(200))
			.retry(ONCE);
		return builder.build();
	}

	@Override
	public void close() throws IOException {
		this.api.close();
		this.server.close();
	}

	/**
	 * What an application gets.
	 *
	 * @param text the text that was delivered, also before a failure
	 * @param failure what ended it, {@code null} when it ended well
	 */
	record Result(String text, @Nullable Throwable failure) {

		boolean isTyped() {
			return this.failure instanceof GigaChatFailure;
		}

	}

}
