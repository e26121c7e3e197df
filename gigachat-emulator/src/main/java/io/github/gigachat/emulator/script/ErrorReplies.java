package io.github.gigachat.emulator.script;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Errors in the service's words, each host in its own form.
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

	/**
	 * An error of the API host.
	 * @param status the HTTP status
	 * @param message the words, null for the service's own
	 * @return the reply
	 */
	public static Reply api(int status, @Nullable String message) {
		String gateway = GATEWAY.get(status);
		if (message == null && gateway != null) {
			return gatewayPage(status, gateway);
		}
		String words = (message != null) ? message : WORDS.getOrDefault(status, "Error");
		return Reply.json(status, Json.object().put("status", status).put("message", words));
	}

	/**
	 * An error of the OAuth host, which has codes of its own.
	 * @param status the HTTP status
	 * @param code the code
	 * @param message the words
	 * @return the reply
	 */
	public static Reply oauth(int status, int code, String message) {
		return Reply.json(status, Json.object().put("code", code).put("message", message));
	}

	/**
	 * An error of the OAuth host whose body is not guaranteed.
	 * @param status the HTTP status
	 * @return the reply
	 */
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
