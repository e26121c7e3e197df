package io.github.gigachat.spring.ai;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.api.TokenCount;
import io.github.gigachat.spring.ai.failure.GigaChatTransientException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.content.MediaContent;
import org.springframework.ai.tokenizer.TokenCountEstimator;

/**
 * {@link TokenCountEstimator} that asks the service for the number of tokens of a text,
 * as the service's model counts them.
 * <p>
 * If the service fails temporarily or does not answer within {@link Builder#timeout}, it
 * falls back to a local estimate, which errs on the high side. A failed count is not
 * retried. After such a failure the service is not asked for {@link Builder#pause}.
 * Permanent failures, such as refused credentials or an unknown model, are thrown,
 * because they would go unnoticed otherwise.
 * <p>
 * Only text is counted: the cost of a file is not known before it is sent. Each count is
 * a request and is subject to {@code max-concurrent-requests}. Thread-safe.
 */
public final class GigaChatTokenCountEstimator implements TokenCountEstimator {

	private static final Log logger = LogFactory.getLog(GigaChatTokenCountEstimator.class);

	/** Maximum number of texts per request. The service documents no limit. */
	private static final int TEXTS_A_REQUEST = 50;

	private final GigaChatApi api;

	private final String model;

	private final Duration timeout;

	private final long pauseNanos;

	private final TokenCountEstimator fallback;

	/** Time from which the service may be asked again, as a {@link System#nanoTime()}. */
	private final AtomicLong askAgainAt = new AtomicLong(System.nanoTime());

	private GigaChatTokenCountEstimator(Builder builder, GigaChatApi api) {
		this.api = api;
		this.model = builder.model;
		this.timeout = builder.timeout;
		this.pauseNanos = builder.pause.toNanos();
		this.fallback = builder.fallback;
	}

	/**
	 * Creates a builder of an estimator.
	 * @return the builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Counts the tokens of a text.
	 * @param text the text; no request is sent for an empty one
	 * @return the number of tokens, from the service or from the fallback
	 * @throws io.github.gigachat.spring.ai.failure.GigaChatNonTransientException if the
	 * service fails permanently
	 */
	@Override
	public int estimate(@Nullable String text) {
		return count((text != null) ? List.of(text) : List.of());
	}

	/**
	 * Counts the tokens of the text of a content. Its media are not counted.
	 * @param content the content
	 * @return the number of tokens
	 */
	@Override
	public int estimate(MediaContent content) {
		return estimate(content.getText());
	}

	/**
	 * Counts the tokens of the texts of several contents, with as few requests as
	 * possible. Their media are not counted.
	 * @param contents the contents
	 * @return the total number of tokens
	 */
	@Override
	public int estimate(Iterable<MediaContent> contents) {
		List<String> texts = new ArrayList<>();
		for (MediaContent content : contents) {
			String text = content.getText();
			if (text != null) {
				texts.add(text);
			}
		}
		return count(texts);
	}

	private int count(List<String> texts) {
		List<String> written = texts.stream().filter((text) -> !text.isEmpty()).toList();
		int tokens = 0;
		for (int from = 0; from < written.size(); from += TEXTS_A_REQUEST) {
			tokens += countSome(written.subList(from, Math.min(from + TEXTS_A_REQUEST, written.size())));
		}
		return tokens;
	}

	private int countSome(List<String> texts) {
		if (System.nanoTime() - this.askAgainAt.get() >= 0) {
			try {
				return this.api.within(this.timeout)
					.withoutRetry()
					.countTokens(this.model, texts)
					.body()
					.stream()
					.mapToInt(TokenCount::tokens)
					.sum();
			}
			catch (GigaChatTransientException ex) {
				this.askAgainAt.set(System.nanoTime() + this.pauseNanos);
				logger.info("Tokens are estimated, not counted, for " + this.pauseNanos / 1_000_000 + " ms: "
						+ ex.getMessage());
			}
		}
		return texts.stream().mapToInt(this.fallback::estimate).sum();
	}

	/**
	 * Builder for {@link GigaChatTokenCountEstimator}.
	 */
	public static final class Builder {

		private @Nullable GigaChatApi api;

		private String model = GigaChatModel.DEFAULT_MODEL;

		private Duration timeout = Duration.ofSeconds(5);

		private Duration pause = Duration.ofSeconds(30);

		private TokenCountEstimator fallback = new LocalTokenEstimate();

		private Builder() {
		}

		/**
		 * Sets the API that sends the requests. Required. It is not closed with the
		 * estimator.
		 * @param api the API
		 * @return this builder
		 */
		public Builder api(GigaChatApi api) {
			this.api = Objects.requireNonNull(api, "api");
			return this;
		}

		/**
		 * Sets the model whose tokens are counted. Default:
		 * {@value GigaChatModel#DEFAULT_MODEL}.
		 * @param model the model's name
		 * @return this builder
		 */
		public Builder model(String model) {
			this.model = Objects.requireNonNull(model, "model");
			return this;
		}

		/**
		 * Sets the maximum time to wait for the service. Default: 5 seconds.
		 * @param timeout the timeout, above zero
		 * @return this builder
		 */
		public Builder timeout(Duration timeout) {
			if (timeout.isNegative() || timeout.isZero()) {
				throw new IllegalArgumentException("The timeout has to be above zero, but is " + timeout);
			}
			this.timeout = timeout;
			return this;
		}

		/**
		 * Sets the time during which the service is not asked after it has failed to
		 * answer. Default: 30 seconds.
		 * @param pause the pause, zero for none
		 * @return this builder
		 */
		public Builder pause(Duration pause) {
			if (pause.isNegative()) {
				throw new IllegalArgumentException("The pause must not be negative, but is " + pause);
			}
			this.pause = pause;
			return this;
		}

		/**
		 * Sets the estimator to use if the service does not answer. Default: an estimate
		 * from the lengths of words.
		 * @param fallback the estimator
		 * @return this builder
		 */
		public Builder fallback(TokenCountEstimator fallback) {
			this.fallback = Objects.requireNonNull(fallback, "fallback");
			return this;
		}

		/**
		 * Builds the estimator. No request is sent yet.
		 * @return the estimator
		 * @throws IllegalStateException if the API is not set
		 */
		public GigaChatTokenCountEstimator build() {
			if (this.api == null) {
				throw new IllegalStateException("GigaChatTokenCountEstimator needs a GigaChatApi");
			}
			return new GigaChatTokenCountEstimator(this, this.api);
		}

	}

}
