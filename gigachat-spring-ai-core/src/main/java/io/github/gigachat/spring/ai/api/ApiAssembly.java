package io.github.gigachat.spring.ai.api;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import javax.net.ssl.SSLContext;

import io.github.gigachat.spring.ai.api.client.RequestWaitListener;
import io.github.gigachat.spring.ai.auth.GigaChatCredentials;
import io.github.gigachat.spring.ai.auth.TokenListener;
import io.github.gigachat.spring.ai.internal.client.ApiMeters;
import io.github.gigachat.spring.ai.internal.client.BodyLog;
import io.github.gigachat.spring.ai.internal.client.CallRetry;
import io.github.gigachat.spring.ai.internal.client.PlainHttp;
import io.github.gigachat.spring.ai.internal.client.RequestLimit;
import io.github.gigachat.spring.ai.internal.client.ServiceClient;
import io.github.gigachat.spring.ai.internal.client.ServiceRoot;
import io.github.gigachat.spring.ai.internal.client.ServiceUrls;
import io.github.gigachat.spring.ai.internal.client.SharedTokens;
import io.github.gigachat.spring.ai.internal.client.SuppliedTokens;
import io.github.gigachat.spring.ai.internal.client.TokenEndpoint;
import io.github.gigachat.spring.ai.internal.http.HeaderRules;
import io.github.gigachat.spring.ai.internal.http.HttpClients;
import io.github.gigachat.spring.ai.internal.http.HttpTransport;
import io.github.gigachat.spring.ai.internal.tls.RussianTrustedRootCa;
import io.github.gigachat.spring.ai.internal.tls.TlsContexts;
import io.github.gigachat.spring.ai.internal.token.AccessTokenSource;
import io.github.gigachat.spring.ai.internal.token.AccessTokens;
import io.micrometer.common.KeyValues;
import io.micrometer.core.instrument.Tags;
import org.jspecify.annotations.Nullable;

/**
 * Creates an API from the settings of its builder.
 */
final class ApiAssembly {

	private final GigaChatApi.Builder settings;

	private final GigaChatCredentials caller;

	ApiAssembly(GigaChatApi.Builder settings, GigaChatCredentials caller) {
		this.settings = settings;
		this.caller = caller;
	}

	GigaChatApi assemble() {
		URI base = ServiceUrls.base(this.settings.baseUrl);
		Map<String, String> fixed = new LinkedHashMap<>(this.settings.headers);
		if (this.caller instanceof GigaChatCredentials.Header header) {
			fixed.put(header.name(), header.value());
		}
		boolean withoutToken = this.caller instanceof GigaChatCredentials.None
				|| this.caller instanceof GigaChatCredentials.Header;
		HeaderRules.check(fixed, withoutToken);
		URI auth = ServiceUrls.auth(this.settings.authUrl, defaultAuthUrl(base));
		URI v2 = ServiceUrls.v2(this.settings.v2Url, base);
		warnOfPlainHttp(base, auth, v2, fixed);
		HttpTransport transport = transport();
		AccessTokenSource source = source(transport, auth,
				ServiceUrls.sameOrigin(base, auth) ? fixed : HeaderRules.ofProxies(fixed));
		ApiMeters meters = (this.settings.meterRegistry != null)
				? new ApiMeters(this.settings.meterRegistry, Tags.of(this.settings.meterTags)) : null;
		AccessTokens tokens = (source != null) ? new AccessTokens(source, tokenSettings(), tokenListeners(meters),
				SharedTokens.fetching(this.settings.tokenStore, this.caller, this.settings.scope, auth, tokenAttempt()))
				: null;
		CallRetry retry = new CallRetry(this.settings.retry, this.settings.callTimeout, this.settings.retryTemplate,
				meters);
		ServiceClient client = new ServiceClient(new ServiceRoot(base, fixed), transport, tokens, requestLimit(meters),
				this.settings.logBodies ? new BodyLog() : null, retry);
		return new GigaChatApi(client, ChatV2Target.of(v2, base, fixed, this.caller), described(base), meters);
	}

	private ApiSettings described(URI base) {
		return new ApiSettings(base.toString(), authType(), this.settings.readTimeout, this.settings.callTimeout,
				(this.settings.retryTemplate != null) ? null : this.settings.retry.maxAttempts(),
				this.settings.maxResponseSize);
	}

	private String authType() {
		if (this.caller instanceof GigaChatCredentials.OAuth) {
			return "oauth";
		}
		if (this.caller instanceof GigaChatCredentials.Password) {
			return "password";
		}
		if (this.caller instanceof GigaChatCredentials.Token) {
			return "token";
		}
		return (this.caller instanceof GigaChatCredentials.Header) ? "header" : "none";
	}

	private void warnOfPlainHttp(URI base, URI auth, @Nullable URI v2, Map<String, String> fixed) {
		if (this.caller instanceof GigaChatCredentials.OAuth || this.caller instanceof GigaChatCredentials.Password) {
			PlainHttp.warnOf(auth, "auth-url", "the key and the tokens");
		}
		boolean secrets = !(this.caller instanceof GigaChatCredentials.None) || !fixed.isEmpty();
		String what = secrets ? "the credentials and every message" : "every message";
		PlainHttp.warnOf(base, "base-url", what);
		if (v2 != null && !ServiceUrls.sameOrigin(base, v2)) {
			PlainHttp.warnOf(v2, "chat.v2-url", what);
		}
	}

	private String defaultAuthUrl(URI base) {
		return (this.caller instanceof GigaChatCredentials.Password) ? base + "/token" : GigaChatApi.DEFAULT_AUTH_URL;
	}

	private RequestLimit requestLimit(@Nullable ApiMeters meters) {
		RequestWaitListener own = this.settings.requestWaitListener;
		RequestWaitListener listener = (meters == null) ? own : (waited, end) -> {
			meters.waited(waited, end);
			own.waited(waited, end);
		};
		return new RequestLimit(this.settings.maxConcurrentRequests, this.settings.acquireTimeout,
				this.settings.maxQueuedRequests, listener);
	}

	private HttpTransport transport() {
		HttpClient client = this.settings.httpClient;
		boolean own = client == null || this.settings.closeHttpClient;
		if (client == null) {
			SSLContext context = (this.settings.sslContext != null) ? this.settings.sslContext
					: TlsContexts.builder()
						.trustOnly(TlsContexts.anyOf(TlsContexts.jvmTrust(), RussianTrustedRootCa.trust()))
						.build();
			client = HttpClients.create(this.settings.connectTimeout, context);
		}
		return HttpTransport.builder()
			.httpClient(client)
			.closeClient(own)
			.readTimeout(this.settings.readTimeout)
			.acquireTimeout(this.settings.acquireTimeout)
			.maxResponseSize(this.settings.maxResponseSize)
			.observationRegistry(this.settings.observationRegistry, KeyValues.of(this.settings.observationTags))
			.clientName(GigaChatApi.PROVIDER_NAME)
			.loggerName(BodyLog.LOGGER_NAME)
			.build();
	}

	private @Nullable AccessTokenSource source(HttpTransport transport, URI auth, Map<String, String> authHeaders) {
		if (this.caller instanceof GigaChatCredentials.OAuth oauth) {
			return new TokenEndpoint(transport, auth, authProperty(), oauth.authorizationKey(), this.settings.scope,
					authHeaders, tokenAttempt());
		}
		if (this.caller instanceof GigaChatCredentials.Password password) {
			return new TokenEndpoint(transport, auth, authProperty(), password.basicCredentials(), null, authHeaders,
					tokenAttempt());
		}
		return (this.caller instanceof GigaChatCredentials.Token token) ? new SuppliedTokens(token.token()) : null;
	}

	/** The property that decides where tokens are fetched. */
	private String authProperty() {
		boolean ownUrl = this.settings.authUrl != null && !this.settings.authUrl.isBlank();
		boolean followsBase = !ownUrl && this.caller instanceof GigaChatCredentials.Password;
		return "spring.ai.gigachat." + (followsBase ? "base-url" : "auth-url");
	}

	/**
	 * Half of the wait for a token, so that a request that hangs leaves time for another.
	 */
	private Duration tokenAttempt() {
		Duration half = this.settings.tokenWaitTimeout.dividedBy(2);
		return (this.settings.readTimeout.compareTo(half) < 0) ? this.settings.readTimeout : half;
	}

	private List<TokenListener> tokenListeners(@Nullable ApiMeters meters) {
		List<TokenListener> listeners = new ArrayList<>(this.settings.tokenListeners);
		if (meters != null) {
			listeners.add(meters);
		}
		return listeners;
	}

	private AccessTokens.Settings tokenSettings() {
		return new AccessTokens.Settings(this.settings.tokenRefreshAhead, this.settings.tokenWaitTimeout,
				this.settings.retry.pauses(), this.settings.retry.maxRetryAfter());
	}

}
