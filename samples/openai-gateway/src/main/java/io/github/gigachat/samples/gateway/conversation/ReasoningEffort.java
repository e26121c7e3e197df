package io.github.gigachat.samples.gateway.conversation;

import java.util.Set;

import io.github.gigachat.samples.gateway.dialect.ChatCall;
import io.github.gigachat.samples.gateway.json.JsonFields;
import org.jspecify.annotations.Nullable;

/**
 * Reads reasoning efforts. The service knows fewer of them than clients.
 */
public final class ReasoningEffort {

	private static final Set<String> EFFORTS = Set.of(ChatCall.NO_EFFORT, "low", "medium", "high");

	private ReasoningEffort() {
	}

	/**
	 * Reads an effort.
	 * @param fields the fields of the request that have it
	 * @param field the field with the effort
	 * @return the effort of the service that is closest, or {@code null} if there is none
	 * @throws io.github.gigachat.samples.gateway.error.ApiException if the effort is
	 * unknown
	 */
	public static @Nullable String read(JsonFields fields, String field) {
		String effort = fields.text(field);
		if (effort == null) {
			return null;
		}
		String known = switch (effort) {
			case "none" -> ChatCall.NO_EFFORT;
			case "minimal" -> "low";
			case "xhigh", "max" -> "high";
			default -> effort;
		};
		if (!EFFORTS.contains(known)) {
			throw fields.wrong(field, "none, minimal, low, medium, high, xhigh or max");
		}
		return known;
	}

}
