package io.github.gigachat.samples.gateway.models;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;

import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.api.ModelInfo;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatFailure;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * The models of one connection: the last list that the service gave, and the names that
 * clients use for them, which end with the suffix of the connection.
 */
final class UpstreamModels {

	private static final Log logger = LogFactory.getLog(UpstreamModels.class);

	private final String name;

	private final String suffix;

	private final GigaChatApi api;

	private final Scheduler scheduler;

	private final AtomicReference<@Nullable Mono<KnownModels>> underWay = new AtomicReference<>();

	private volatile @Nullable KnownModels known;

	private volatile boolean failed;

	/**
	 * Creates the models of a connection.
	 * @param name the name of the connection
	 * @param suffix the suffix of the names of its models; empty for none
	 * @param api the API of the connection
	 * @param scheduler the scheduler of the requests, which block
	 */
	UpstreamModels(String name, String suffix, GigaChatApi api, Scheduler scheduler) {
		this.name = name;
		this.suffix = suffix;
		this.api = api;
		this.scheduler = scheduler;
	}

	/** Returns the name of the connection. */
	String name() {
		return this.name;
	}

	/** Returns the suffix of the names of its models; empty if there is none. */
	String suffix() {
		return this.suffix;
	}

	/** Returns the last list, or {@code null} if there was none yet. */
	@Nullable KnownModels known() {
		return this.known;
	}

	/** Returns the name that clients use for a model. */
	String publicName(String model) {
		return model + this.suffix;
	}

	/** Returns whether a client's name ends with the suffix, in either case. */
	boolean hasSuffix(String asked) {
		int length = asked.length() - this.suffix.length();
		return length > 0 && asked.regionMatches(true, length, this.suffix, 0, this.suffix.length());
	}

	/** Returns the name of a model without the suffix, if it has it. */
	String ownName(String asked) {
		return hasSuffix(asked) ? asked.substring(0, asked.length() - this.suffix.length()) : asked;
	}

	/**
	 * Returns the model of the list with a client's name.
	 * @param asked the name, with the suffix
	 * @param ignoreCase whether the name may be in another case
	 * @return the model's own name, or {@code null} if the list has no such model
	 */
	@Nullable String listed(String asked, boolean ignoreCase) {
		KnownModels list = this.known;
		if (list == null || !hasSuffix(asked) || !(ignoreCase || asked.endsWith(this.suffix))) {
			return null;
		}
		ModelInfo model = ignoreCase ? list.ignoringCase(ownName(asked)) : list.exact(ownName(asked));
		return (model != null) ? model.id() : null;
	}

	/** Returns a model's own name in the case of the list, if the list has it. */
	String inListedCase(String model) {
		KnownModels list = this.known;
		if (list == null || list.exact(model) != null) {
			return model;
		}
		ModelInfo listed = list.ignoringCase(model);
		return (listed != null) ? listed.id() : model;
	}

	/**
	 * Returns what the service says about a model, or {@code null} if that is nothing.
	 */
	@Nullable ModelInfo info(String model) {
		KnownModels list = this.known;
		return (list != null) ? list.exact(model) : null;
	}

	/**
	 * Requests the list. All that ask for it at the same time share one request, which
	 * goes on when one of them leaves. If it fails, the last list stays.
	 * @return the end of the request
	 */
	Mono<Void> load() {
		return Mono.defer(() -> {
			Mono<KnownModels> fresh = Mono.fromCallable(this::request)
				.subscribeOn(this.scheduler)
				.doOnNext(this::loaded)
				.doOnError(this::failed)
				.doOnTerminate(() -> this.underWay.set(null))
				.cache();
			Mono<KnownModels> other = this.underWay.compareAndExchange(null, fresh);
			return ((other != null) ? other : fresh).then();
		});
	}

	private KnownModels request() {
		return new KnownModels(this.api.models().body().data(), System.nanoTime());
	}

	private void loaded(KnownModels list) {
		this.known = list;
		this.failed = false;
	}

	private void failed(Throwable failure) {
		Object kind = (failure instanceof GigaChatFailure upstream) ? upstream.kind() : failure.getClass().getName();
		// the end of the gateway cancels or rejects a request; that is no news, nor is
		// the
		// next failure
		boolean ended = kind == FailureKind.CANCELLED || failure instanceof RejectedExecutionException;
		if (!ended && !this.failed) {
			logger.warn("The list of models of the connection '" + this.name + "' could not be requested (" + kind
					+ "); " + ((this.known != null) ? "the last one stays in use" : "there is none yet"));
		}
		this.failed = true;
	}

}
