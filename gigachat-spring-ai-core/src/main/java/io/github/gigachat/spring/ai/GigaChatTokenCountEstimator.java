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
 * Has the service count the tokens of texts, as its model sees them.
 * <p>
 * It falls back on an estimate of its own, which errs on the high side, when the service
 * fails for a passing reason or does not answer within {@link Builder#timeout}: it asks
 * once for each count, and after such a failure not at all for {@link Builder#pause}.
 * Failures that last (the credentials are refused, the model does not exist) are thrown:
 * they would not be noticed otherwise.
 * <p>
 * Only text is counted: what a file costs is not known before it was sent. A count is a
 * request, which takes its turn under {@code max-concurrent-requests}. Thread-safe.
 */
public final class GigaChatTokenCountEstimator implements TokenCountEstimator {

	private static final Log logger = LogFactory.getLog(GigaChatTokenCountEstimator.class);

	/** The service states no limit; this many texts are no strain. */
	private static final int TEXTS_A_REQUEST = 50;

	private final GigaChatApi api;

	private final String model;

	private final Duration timeout;

	private final long pauseNanos;

	private final TokenCountEstimator fallback;

	/** When the service may be asked again, on the scale of {@link System#nanoTime()}. */
	private final AtomicLong askAgainAt = new AtomicLong(System.nanoTime());

	private GigaChatTokenCountEstimator(Builder builder, GigaChatApi api) {
		this.api = api;
		this.model = builder.model;
		this.timeout = builder.timeout;
		this.pauseNanos = builder.pause.toNanos();
		this.fallback = builder.fallback;
	}

	/**
	 * A builder of an estimator.
	 * @return the builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Counts the tokens of a text.
	 * @param text the text; one without characters costs no request
	 * @return the number of tokens, by the service or by the fallback
	 * @throws io.github.gigachat.spring.ai.failure.GigaChatNonTransientException when the
	 * service refuses to count for a reason that lasts
	 */
	@Override
	public int estimate(@Nullable String text) {
		return count((text != null) ? List.of(text) : List.of());
	}

	/**
	 * Counts the tokens of the text of a content; its media are left out.
	 * @param content the content
	 * @return the number of tokens
	 */
	@Override
	public int estimate(MediaContent content) {
		return estimate(content.getText());
	}

	/**
	 * Counts the tokens of the texts of several contents together, in as few requests as
	 * can be; their media are left out.
	 * @param contents the contents
	 * @return the number of tokens
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
	 * Collects what an estimator is made of.
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
		 * What asks the service; required. It is not closed with the estimator.
		 * @param api the API
		 * @return this builder
		 */
		public Builder api(GigaChatApi api) {
			this.api = Objects.requireNonNull(api, "api");
			return this;
		}

		/**
		 * The model whose tokens are counted; that of chats unless set.
		 * @param model the model's name
		 * @return this builder
		 */
		public Builder model(String model) {
			this.model = Objects.requireNonNull(model, "model");
			return this;
		}

		/**
		 * The longest that the service is waited for; 5 seconds unless set.
		 * @param timeout the timeout
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
		 * How long the service is not asked after it failed to answer; 30 seconds unless
		 * set.
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
		 * What estimates when the service does not count; unless set, an estimate from
		 * the lengths of words.
		 * @param fallback the other estimator
		 * @return this builder
		 */
		public Builder fallback(TokenCountEstimator fallback) {
			this.fallback = Objects.requireNonNull(fallback, "fallback");
			return this;
		}

		/**
		 * Makes the estimator; nothing is asked yet.
		 * @return the estimator
		 * @throws IllegalStateException when there is no API
		 */
		public GigaChatTokenCountEstimator build() {
			if (this.api == null) {
				throw new IllegalStateException("GigaChatTokenCountEstimator needs a GigaChatApi");
			}
			return new GigaChatTokenCountEstimator(this, this.api);
		}

	}

}
