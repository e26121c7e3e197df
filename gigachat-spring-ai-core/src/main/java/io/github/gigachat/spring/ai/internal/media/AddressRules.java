package io.github.gigachat.spring.ai.internal.media;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.util.Arrays;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import io.github.gigachat.spring.ai.internal.http.CallScope;
import org.jspecify.annotations.Nullable;

/**
 * Refuses URLs that lead into the application's own network, as a protection against
 * server-side request forgery. The HTTP client resolves the host name again after this
 * check; normally the JVM's DNS cache returns the same addresses.
 */
public final class AddressRules {

	/** Addresses in all notations that resolvers accept without a DNS query. */
	private static final Pattern LITERAL = Pattern
		.compile("\\[.+]|(0[xX][0-9a-fA-F]+|[0-9]+)(\\.(0[xX][0-9a-fA-F]+|[0-9]+)){0,3}\\.?");

	/** Notations of an address that all resolvers and proxies parse in the same way. */
	private static final Pattern PLAIN = Pattern.compile("\\[.+]|((0|[1-9][0-9]{0,2})(\\.|$)){4}");

	private static final Pattern LOOPBACK_NAME = Pattern.compile("(?i)(.+\\.)?localhost\\.?");

	private static final byte[] NAT64 = { 0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0 };

	private static final byte[] LOCAL_NAT64 = { 0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 1 };

	private final boolean allowPrivate;

	private final @Nullable HttpClient client;

	/**
	 * Creates the rules.
	 * @param allowPrivate {@code true} to check nothing
	 * @param client the application's client, whose proxy is used; {@code null} for the
	 * proxy of the JVM
	 */
	public AddressRules(boolean allowPrivate, @Nullable HttpClient client) {
		this.allowPrivate = allowPrivate;
		this.client = client;
	}

	/** Checks all addresses of a URL's host. */
	void check(URI uri, MediumPlace where, CallScope scope) {
		String host = uri.getHost();
		boolean literal = LITERAL.matcher(host).matches();
		if (this.allowPrivate || (!literal && !LOOPBACK_NAME.matcher(host).matches() && isProxied(uri))) {
			return;
		}
		if (literal && !PLAIN.matcher(host).matches()) {
			throw where.invalid("has a URL whose host is an address in a notation that resolvers parse differently",
					"Write the address as four decimal numbers without leading zeros");
		}
		if (LOOPBACK_NAME.matcher(host).matches() || isRefused(resolve(host, where, scope))) {
			throw where.invalid("has a URL that leads to a private, loopback, link-local or multicast address",
					"If all URLs can be trusted, allow it by spring.ai.gigachat.media.allow-private-addresses=true"
							+ " or MediaUploads.Builder.allowPrivateAddresses");
		}
	}

	/**
	 * Tells whether the JDK client sends the request to a proxy. It uses the first proxy
	 * of the selector, and connects directly if that is not an HTTP proxy.
	 */
	private boolean isProxied(URI uri) {
		HttpClient own = this.client;
		ProxySelector selector = (own != null) ? own.proxy().orElseGet(ProxySelector::getDefault)
				: ProxySelector.getDefault();
		return selector != null
				&& selector.select(uri).stream().limit(1).anyMatch((proxy) -> proxy.type() == Proxy.Type.HTTP);
	}

	private static InetAddress[] resolve(String host, MediumPlace where, CallScope scope) {
		try {
			return AsideWork.run(() -> InetAddress.getAllByName(host), scope.remaining(), () -> {
				// a DNS query has nothing to close
			});
		}
		catch (UnknownHostException ex) {
			// no cause, since its message has the host name
			throw where.transientFailure(FailureKind.CONNECTION,
					"has a URL that cannot be fetched: its host is unknown", "Correct the URL", null);
		}
		catch (TimeoutException ex) {
			throw where.transientFailure(FailureKind.TIMEOUT,
					"has a URL whose host was not resolved within the timeout of the whole call",
					"The limit is spring.ai.gigachat.call-timeout", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw GigaChatNonTransientException.of(FailureKind.CANCELLED,
					where + ": interrupted while the host of its URL was resolved", null, ex);
		}
		catch (IOException ex) {
			throw where.transientFailure(FailureKind.CONNECTION,
					"has a URL that cannot be fetched: its host cannot be resolved", null, null);
		}
	}

	private static boolean isRefused(InetAddress[] addresses) {
		return Arrays.stream(addresses).anyMatch(AddressRules::isRefused);
	}

	private static boolean isRefused(InetAddress address) {
		if (address.isAnyLocalAddress() || address.isLoopbackAddress() || address.isLinkLocalAddress()
				|| address.isSiteLocalAddress() || address.isMulticastAddress()) {
			return true;
		}
		byte[] bytes = address.getAddress();
		int first = bytes[0] & 0xff;
		int second = bytes[1] & 0xff;
		if (address instanceof Inet4Address) {
			// 0.0.0.0/8, carrier-grade NAT, reserved and broadcast
			return first == 0 || (first == 100 && (second & 0xc0) == 64) || first >= 240;
		}
		// fc00::/7, and 64:ff9b:1::/48 for translation within a network
		return (first & 0xfe) == 0xfc || Arrays.equals(Arrays.copyOf(bytes, 6), LOCAL_NAT64)
				|| isRefusedInside(bytes, first, second);
	}

	/**
	 * Checks the IPv4 address that is embedded in an IPv6 address (6to4, NAT64,
	 * IPv4-mapped and IPv4-compatible).
	 */
	private static boolean isRefusedInside(byte[] bytes, int first, int second) {
		if (first == 0x20 && second == 0x02) {
			return isRefused(embedded(bytes, 2));
		}
		byte[] prefix = Arrays.copyOf(bytes, 12);
		byte[] mapped = new byte[12];
		boolean compatible = Arrays.equals(prefix, mapped);
		mapped[10] = (byte) 0xff;
		mapped[11] = (byte) 0xff;
		return (compatible || Arrays.equals(prefix, mapped) || Arrays.equals(prefix, NAT64))
				&& isRefused(embedded(bytes, 12));
	}

	private static InetAddress embedded(byte[] bytes, int offset) {
		try {
			return InetAddress.getByAddress(Arrays.copyOfRange(bytes, offset, offset + 4));
		}
		catch (UnknownHostException ex) {
			throw new IllegalStateException("Four bytes are an address", ex);
		}
	}

}
