package io.github.gigachat.spring.ai.internal.http;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

import javax.net.ssl.SSLException;

import org.jspecify.annotations.Nullable;

/**
 * Tells what an exception of the JDK's client means.
 * <p>
 * By classes where there are any. The client has none for a stream that the server did
 * not process and for a response that ended within its head, so these go by its words.
 */
final class JdkFailures {

	/**
	 * The client did not send the request, for the connection has as many streams as the
	 * server allows.
	 */
	private static final String NO_ROOM = "too many concurrent streams";

	/**
	 * The server did not look at the request: it may be sent again whenever there is
	 * room.
	 */
	private static final String[] NOT_PROCESSED = { NO_ROOM, "Stream not processed", "request not processed by peer" };

	/** Some bytes of the head came, so the server had the request. */
	private static final String[] WITHIN_HEAD = { "parsing HTTP/1.1", "HTTP/1.1 parser receiving", "RST_STREAM" };

	/** How a connection looks that ended before a byte came. */
	private static final String[] WITHOUT_RESPONSE = { "header parser received no bytes", "connection closed locally",
			"GOAWAY received", "EOF reached while reading", "Connection reset", "Broken pipe" };

	/** The other side closed the connection within the handshake, without a verdict. */
	private static final String HANDSHAKE_LEFT = "Remote host terminated the handshake";

	/** The client was shut down by whoever owns it. */
	private static final String[] CLIENT_CLOSED = { "selector manager closed", "shutdownNow" };

	private JdkFailures() {
	}

	/**
	 * Whether the other exchanges of the connection were the reason. A refused stream or
	 * a goodbye says nothing about them.
	 */
	static boolean isForWantOfRoom(Throwable failure) {
		return Causes.mention(failure, NO_ROOM);
	}

	/**
	 * Whether the server left the request unread, for want of room or because it is about
	 * to close the connection.
	 */
	static boolean isNotProcessed(Throwable failure) {
		return Causes.mention(failure, NOT_PROCESSED);
	}

	/**
	 * Whether the connection was lost without a byte of response, as one from the pool
	 * that the server had closed is.
	 */
	static boolean isLostWithoutResponse(Throwable failure) {
		if (kindBeforeHead(failure) != TransportException.Kind.RESET || Causes.mention(failure, WITHIN_HEAD)) {
			return false;
		}
		return isConnectionLoss(failure) || Causes.mention(failure, WITHOUT_RESPONSE);
	}

	/**
	 * The exception for what the client failed with.
	 * @param head status and headers if they came before
	 */
	static TransportException of(TransportRequest request, @Nullable ResponseHead head, Throwable failure) {
		Throwable cause = unwrap(failure);
		TransportException.Kind kind;
		if (Causes.find(cause, BodyTooLargeException.class) != null) {
			kind = TransportException.Kind.TOO_LARGE;
		}
		else if (isNonsense(cause)) {
			kind = TransportException.Kind.PROTOCOL;
		}
		else {
			kind = (head != null) ? TransportException.Kind.CUT : kindBeforeHead(cause);
		}
		return of(kind, request, head, cause);
	}

	/**
	 * The exception of a known kind.
	 */
	static TransportException of(TransportException.Kind kind, TransportRequest request, @Nullable ResponseHead head,
			@Nullable Throwable cause) {
		String message = request.describe() + ": " + words(kind)
				+ ((kind == TransportException.Kind.CONNECT) ? connectWords(cause) : "")
				+ ((head != null) ? " (after status " + head.status() + ")" : "");
		return new TransportException(kind, message, head, cause);
	}

	/**
	 * The client's own exception, without what its futures wrap around it.
	 */
	static Throwable unwrap(Throwable failure) {
		Throwable current = failure;
		while (current instanceof CompletionException || current instanceof ExecutionException) {
			Throwable cause = current.getCause();
			if (cause == null) {
				return current;
			}
			current = cause;
		}
		return current;
	}

	private static TransportException.Kind kindBeforeHead(Throwable failure) {
		if (isUnknownHost(failure)) {
			return TransportException.Kind.UNKNOWN_HOST;
		}
		if (isConnectFailure(failure)) {
			return TransportException.Kind.CONNECT;
		}
		if (Causes.find(failure, SSLException.class) != null || isCertificateFailure(failure)) {
			return kindOfHandshake(failure);
		}
		if (Causes.find(failure, ProtocolException.class) != null || isNonsense(failure)) {
			return TransportException.Kind.PROTOCOL;
		}
		if (isClientClosed(failure)) {
			return TransportException.Kind.CLOSED;
		}
		return TransportException.Kind.RESET;
	}

	/** The client checks no numbers of a response: a length that is none gets so far. */
	private static boolean isNonsense(Throwable failure) {
		return Causes.find(failure, NumberFormatException.class) != null;
	}

	private static boolean isUnknownHost(Throwable failure) {
		return Causes.find(failure, UnresolvedAddressException.class) != null
				|| Causes.find(failure, UnknownHostException.class) != null;
	}

	private static boolean isConnectFailure(Throwable failure) {
		return Causes.find(failure, ConnectException.class) != null
				|| Causes.find(failure, HttpConnectTimeoutException.class) != null
				|| Causes.find(failure, NoRouteToHostException.class) != null;
	}

	/** The reason why there is no connection, as far as the client's exception tells. */
	private static String connectWords(@Nullable Throwable cause) {
		if (Causes.find(cause, HttpConnectTimeoutException.class) != null) {
			return " within the connect timeout";
		}
		if (Causes.find(cause, NoRouteToHostException.class) != null || Causes.mention(cause, "unreachable")) {
			return ", no route to the host";
		}
		// the client closes the channel of a refused connection, and tells of that
		boolean refused = Causes.find(cause, ClosedChannelException.class) != null
				|| Causes.mention(cause, "Connection refused");
		return refused ? ", connection refused" : "";
	}

	private static boolean isCertificateFailure(Throwable failure) {
		return Causes.find(failure, CertificateException.class) != null
				|| Causes.find(failure, CertPathBuilderException.class) != null;
	}

	/**
	 * A handshake that the network ended is no verdict of anybody.
	 */
	private static TransportException.Kind kindOfHandshake(Throwable failure) {
		if (!isCertificateFailure(failure) && isConnectionLoss(failure)) {
			return TransportException.Kind.RESET;
		}
		return TransportException.Kind.TLS;
	}

	private static boolean isConnectionLoss(Throwable failure) {
		return Causes.find(failure, EOFException.class) != null || Causes.find(failure, SocketException.class) != null
				|| Causes.find(failure, ClosedChannelException.class) != null
				|| Causes.mention(failure, HANDSHAKE_LEFT);
	}

	private static boolean isClientClosed(Throwable failure) {
		Throwable root = Causes.root(failure);
		return Causes.mention(failure, CLIENT_CLOSED)
				|| (root instanceof IOException && "closed".equals(root.getMessage()));
	}

	private static String words(TransportException.Kind kind) {
		return switch (kind) {
			case CONNECT -> "no connection could be made";
			case UNKNOWN_HOST -> "no connection could be made, unknown host";
			case TLS -> "the TLS handshake failed";
			case RESET -> "the connection ended before a response came";
			case CUT -> "the connection ended within the response";
			case SILENCE -> "the server was silent for longer than the read timeout";
			case DEADLINE -> "the time of the whole call is over";
			case TOO_LARGE -> "the response is longer than allowed";
			case OVERFLOW -> "the subscriber is too slow, more of the stream is undelivered than may be buffered";
			case BUSY -> "the server's limit of concurrent requests left no room within the acquire timeout";
			case INTERRUPTED -> "the calling thread was interrupted";
			case CLOSED -> "the transport is closed";
			case PROTOCOL -> "what came is not HTTP";
		};
	}

}
