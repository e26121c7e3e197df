package io.github.gigachat.spring.ai.internal.flatten;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.gigachat.spring.ai.api.chat.FunctionCall;
import org.jspecify.annotations.Nullable;

/**
 * The ids of tool calls. Where the service gives none, they are ours: unique, and with
 * the service's state id in them, so that it comes back from a history that keeps nothing
 * but ids.
 */
public final class ToolCallIds {

	private static final String PREFIX = "call_";

	private static final String STATELESS = "-stateless";

	private static final int RANDOM_BYTES = 6;

	/** A UUID, as the service's state ids are, or anything that an id may hold. */
	private static final Pattern STATE_ID = Pattern.compile("[A-Za-z0-9-]{1,64}");

	private static final Pattern WITH_STATE = Pattern
		.compile(PREFIX + "[0-9a-f]{" + 2 * RANDOM_BYTES + "}_(" + STATE_ID.pattern() + ")");

	private static final Pattern WITHOUT_STATE = Pattern
		.compile(PREFIX + "[0-9a-f]{" + 2 * RANDOM_BYTES + "}" + STATELESS);

	/** What the service's own ids look like. */
	private static final Pattern UUID = Pattern.compile("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");

	private ToolCallIds() {
	}

	/**
	 * The id of a call: the service's own where it gave one, else one of ours.
	 * @param call the call
	 * @param stateId the state behind it, if it has one
	 */
	public static String of(FunctionCall call, @Nullable String stateId) {
		String given = call.id();
		return (given != null && !given.isBlank()) ? given : create(stateId);
	}

	/**
	 * The id of a call in a conversation whose state ids the service refused: the
	 * service's own where it gave one, else one of ours that tells of the refusal.
	 * @param call the call
	 */
	public static String stateless(FunctionCall call) {
		String given = call.id();
		return (given != null && !given.isBlank()) ? given : create(null) + STATELESS;
	}

	/** Tells whether a call's id is one that {@link #stateless} made. */
	static boolean isStateless(@Nullable String callId) {
		return callId != null && WITHOUT_STATE.matcher(callId).matches();
	}

	private static String create(@Nullable String stateId) {
		byte[] random = new byte[RANDOM_BYTES];
		ThreadLocalRandom.current().nextBytes(random);
		String id = PREFIX + HexFormat.of().formatHex(random);
		return (stateId != null && STATE_ID.matcher(stateId).matches()) ? id + "_" + stateId : id;
	}

	/** The call's id, if it is one that the service may have given. */
	static @Nullable String given(@Nullable String callId) {
		return (callId != null && UUID.matcher(callId).matches()) ? callId : null;
	}

	/** The state id within a call's id, if that is one of ours that has it. */
	static @Nullable String stateId(@Nullable String callId) {
		if (callId == null) {
			return null;
		}
		Matcher matcher = WITH_STATE.matcher(callId);
		return matcher.matches() ? matcher.group(1) : null;
	}

}
