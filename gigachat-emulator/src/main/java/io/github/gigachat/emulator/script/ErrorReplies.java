package io.github.gigachat.emulator.script;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Writes errors with the texts of the service. Each host has its own format.
 */
public final class ErrorReplies {

	private static final Map<Integer, String> WORDS = Map.ofEntries(
			Map.entry(400, "Your request contains invalid JSON syntax."), Map.entry(401, "Unauthorized"),
			Map.entry(402, "Payment Required"), Map.entry(403, "Permission denied"), Map.entry(404, "No such model"),
			Map.entry(405, "Method Not Allowed"), Map.entry(413, "Payload too large"), Map.entry(422, "Invalid params"),
			Map.entry(429, "Too many requests"), Map.entry(500, "Internal Server Error"));

	private static final Map<Integer, String> GATEWAY = Map.of(502, "Bad Gateway", 503,
			"Service Temporarily Unavailable", 504, "Gateway Time-out");

	private ErrorReplies() {
	}

	/** Writes a scripted failure or raw body, and returns null for all other content. */
	public static @Nullable Reply scripted(AnswerContent content) {
		if (content instanceof AnswerContent.Raw raw) {
			return Reply.of(raw.status(), raw.contentType(), raw.body());
		}
		return (content instanceof AnswerContent.Failure failure) ? api(failure.status(), failure.message()) : null;
	}

	/**
	 * Writes an error of the API host. A null message stands for that of the service.
	 */
	public static Reply api(int status, @Nullable String message) {
		String gateway = GATEWAY.get(status);
		if (message == null && gateway != null) {
			return gatewayPage(status, gateway);
		}
		String words = (message != null) ? message : WORDS.getOrDefault(status, "Error");
		return Reply.json(status, Json.object().put("status", status).put("message", words));
	}

	/** Writes an error of the OAuth host, which has its own error codes. */
	public static Reply oauth(int status, int code, String message) {
		return Reply.json(status, Json.object().put("code", code).put("message", message));
	}

	/** Writes an error of the OAuth host whose body is not documented. */
	public static Reply oauth(int status) {
		return Reply.of(status, "text/plain", "");
	}

	private static Reply gatewayPage(int status, String words) {
		String title = status + " " + words;
		return Reply.of(status, "text/html",
				"<html>\r\n<head><title>" + title + "</title></head>\r\n<body>\r\n<center><h1>" + title
						+ "</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n");
	}

}
