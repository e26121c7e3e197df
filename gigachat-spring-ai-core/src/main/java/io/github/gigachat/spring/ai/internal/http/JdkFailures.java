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
 * Maps exceptions of the JDK client to {@link TransportException}.
 * <p>
 * Classifies by exception class where possible. The client has no class for a stream that
 * the server did not process and for a response that ended within its headers, so these
 * are recognized by the message.
 */
final class JdkFailures {

	/**
	 * The client did not send the request, because the connection already has as many
	 * streams as the server allows.
	 */
	private static final String NO_ROOM = "too many concurrent streams";

	/**
	 * The server did not process the request, so it can be sent again when a stream is
	 * free.
	 */
	private static final String[] NOT_PROCESSED = { NO_ROOM, "Stream not processed", "request not processed by peer" };

	/** A part of the response head arrived, so the server had received the request. */
	private static final String[] WITHIN_HEAD = { "parsing HTTP/1.1", "HTTP/1.1 parser receiving", "RST_STREAM" };

	/** The connection ended before any byte of the response. */
	private static final String[] WITHOUT_RESPONSE = { "header parser received no bytes", "connection closed locally",
			"GOAWAY received", "EOF reached while reading", "Connection reset", "Broken pipe" };

	/** The peer closed the connection during the TLS handshake without an alert. */
	private static final String HANDSHAKE_LEFT = "Remote host terminated the handshake";

	/** The owner of the client shut it down. */
	private static final String[] CLIENT_CLOSED = { "selector manager closed", "shutdownNow" };

	private JdkFailures() {
	}

	/**
	 * Returns whether the other exchanges of the connection caused the failure. A refused
	 * stream or a GOAWAY frame says nothing about them.
	 */
	static boolean isForWantOfRoom(Throwable failure) {
		return Causes.mention(failure, NO_ROOM);
	}

	/**
	 * Returns whether the server did not process the request, because of too many streams
	 * or because it is closing the connection.
	 */
	static boolean isNotProcessed(Throwable failure) {
		return Causes.mention(failure, NOT_PROCESSED);
	}

	/**
	 * Returns whether the connection was lost without a byte of response, as happens to a
	 * pooled connection that the server has closed.
	 */
	static boolean isLostWithoutResponse(Throwable failure) {
		if (kindBeforeHead(failure) != TransportException.Kind.RESET || Causes.mention(failure, WITHIN_HEAD)) {
			return false;
		}
		return isConnectionLoss(failure) || Causes.mention(failure, WITHOUT_RESPONSE);
	}

	/**
	 * Creates the exception for a failure of the JDK client.
	 * @param head the status and headers, or {@code null} if they did not arrive
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
	 * Creates an exception of a known kind.
	 */
	static TransportException of(TransportException.Kind kind, TransportRequest request, @Nullable ResponseHead head,
			@Nullable Throwable cause) {
		String message = request.describe() + ": " + words(kind)
				+ ((kind == TransportException.Kind.CONNECT) ? connectWords(cause) : "")
				+ ((head != null) ? " (after status " + head.status() + ")" : "");
		return new TransportException(kind, message, head, cause);
	}

	/**
	 * Returns the client's exception without the wrappers that its futures add.
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

	/**
	 * The JDK client does not validate Content-Length, so an invalid one surfaces here.
	 */
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

	/**
	 * Returns the reason of a failed connect as far as the client's exception shows it.
	 */
	private static String connectWords(@Nullable Throwable cause) {
		if (Causes.find(cause, HttpConnectTimeoutException.class) != null) {
			return " within the connect timeout";
		}
		if (Causes.find(cause, NoRouteToHostException.class) != null || Causes.mention(cause, "unreachable")) {
			return ", no route to the host";
		}
		// the client reports a refused connection as a closed channel
		boolean refused = Causes.find(cause, ClosedChannelException.class) != null
				|| Causes.mention(cause, "Connection refused");
		return refused ? ", connection refused" : "";
	}

	private static boolean isCertificateFailure(Throwable failure) {
		return Causes.find(failure, CertificateException.class) != null
				|| Causes.find(failure, CertPathBuilderException.class) != null;
	}

	/**
	 * Returns the kind of a failed handshake. A handshake that the network cut off says
	 * nothing about the certificates, so it counts as a lost connection.
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
			case RESET -> "the connection ended before a response arrived";
			case CUT -> "the connection ended within the response";
			case SILENCE -> "the server sent nothing within the read timeout";
			case DEADLINE -> "the time of the whole call is over";
			case TOO_LARGE -> "the response exceeds the maximum size";
			case OVERFLOW -> "the subscriber is too slow, the buffer of the stream is full";
			case BUSY ->
				"no stream became free within the acquire timeout under the server's limit of concurrent requests";
			case INTERRUPTED -> "the calling thread was interrupted";
			case CLOSED -> "the transport is closed";
			case PROTOCOL -> "the response is not valid HTTP";
		};
	}

}
