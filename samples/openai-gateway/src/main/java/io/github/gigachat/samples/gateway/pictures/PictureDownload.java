package io.github.gigachat.samples.gateway.pictures;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.gigachat.samples.gateway.GatewayProperties;
import io.github.gigachat.samples.gateway.dialect.RemotePicture;
import io.github.gigachat.samples.gateway.error.ApiError;
import io.github.gigachat.samples.gateway.error.ApiException;
import io.github.gigachat.spring.ai.media.GigaChatMedia;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.util.NetUtil;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.resources.ConnectionProvider;

import org.springframework.stereotype.Component;
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.util.MimeType;
import org.springframework.util.MimeTypeUtils;

/**
 * Downloads pictures from allowed hosts. The address of each connection is checked after
 * the name was resolved, so that a URL never leads into an inner network. Redirects are
 * not followed.
 */
@Component
class PictureDownload {

	/** The service takes pictures of at most this size. */
	private static final int MAX_BYTES = 15 * 1024 * 1024;

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private static final int MAX_CONNECT_MILLIS = 5_000;

	private final GatewayProperties.Images properties;

	private final Set<String> allowedHosts;

	private final HttpClient client;

	PictureDownload(GatewayProperties properties) {
		this.properties = properties.images();
		this.allowedHosts = this.properties.allowedHosts()
			.stream()
			.map((host) -> host.toLowerCase(Locale.ROOT))
			.collect(Collectors.toUnmodifiableSet());
		this.client = HttpClient.create(ConnectionProvider.newConnection())
			.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, MAX_CONNECT_MILLIS)
			.followRedirect(false)
			.disableRetry(true)
			.responseTimeout(TIMEOUT)
			.resolvedAddressesSelector((config, addresses) -> allowed(addresses));
	}

	/** Downloads a picture. */
	Mono<GigaChatMedia> of(RemotePicture picture) {
		if (!this.properties.fetch()) {
			return Mono.error(refused(picture,
					picture.place() + " is not fetched: this gateway fetches no pictures. Send a data URL"));
		}
		String host = picture.url().getHost().toLowerCase(Locale.ROOT);
		if (!this.allowedHosts.contains(host) || isForbiddenAddress(host)) {
			return Mono.error(refused(picture, picture.place()
					+ " is not fetched: this gateway fetches no pictures from that host. Send a data URL"));
		}
		return this.client.get()
			.uri(picture.url())
			.response((response, content) -> content(response, content.asByteArray(), picture))
			.single()
			.timeout(TIMEOUT)
			.onErrorMap((failure) -> !(failure instanceof ApiException),
					(failure) -> refused(picture, "The picture cannot be fetched. Send a data URL"));
	}

	private boolean isForbiddenAddress(String host) {
		byte[] literal = NetUtil.createByteArrayFromIpAddressString(host);
		return literal != null && allowed(List.of(new InetSocketAddress(host, 0))).isEmpty();
	}

	private List<? extends SocketAddress> allowed(List<? extends SocketAddress> addresses) {
		return this.properties.allowPrivateAddresses() ? addresses
				: addresses.stream()
					.filter((address) -> address instanceof InetSocketAddress inet && inet.getAddress() != null
							&& PublicAddresses.contain(inet.getAddress()))
					.toList();
	}

	private static Mono<GigaChatMedia> content(HttpClientResponse response, Flux<byte[]> content,
			RemotePicture picture) {
		if (response.status().code() != 200) {
			return Mono.error(refused(picture, "The host of the picture answers with the status "
					+ response.status().code() + ". Send a data URL"));
		}
		MimeType type = type(response.responseHeaders().get(HttpHeaderNames.CONTENT_TYPE));
		if (type == null) {
			return Mono.error(refused(picture, "The URL leads to no picture"));
		}
		return content.collect(() -> new PictureBytes(MAX_BYTES), (bytes, piece) -> {
			if (!bytes.add(piece)) {
				throw refused(picture, "The picture has more than " + MAX_BYTES + " bytes");
			}
		}).map((bytes) -> GigaChatMedia.of(type, bytes.toByteArray()));
	}

	private static @Nullable MimeType type(@Nullable String header) {
		try {
			MimeType type = (header != null) ? MimeTypeUtils.parseMimeType(header) : null;
			return (type != null && type.getType().equals("image")) ? new MimeType(type.getType(), type.getSubtype())
					: null;
		}
		catch (InvalidMimeTypeException ex) {
			return null;
		}
	}

	private static ApiException refused(RemotePicture picture, String message) {
		return new ApiException(ApiError.invalid(picture.place(), message).withCode("image_not_fetched"));
	}

}
