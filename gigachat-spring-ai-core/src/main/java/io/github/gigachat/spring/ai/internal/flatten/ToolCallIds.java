package io.github.gigachat.spring.ai.internal.flatten;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.gigachat.spring.ai.api.chat.FunctionCall;
import org.jspecify.annotations.Nullable;

/**
 * Creates and reads the ids of tool calls. A call to which the service gave no id gets a
 * unique one. It contains the service's state id, so that the state id survives a history
 * that keeps nothing but call ids.
 */
public final class ToolCallIds {

	private static final String PREFIX = "call_";

	private static final String STATELESS = "-stateless";

	private static final int RANDOM_BYTES = 6;

	/** Accepts a UUID, the form of the service's state ids, and similar ids. */
	private static final Pattern STATE_ID = Pattern.compile("[A-Za-z0-9-]{1,64}");

	private static final Pattern WITH_STATE = Pattern
		.compile(PREFIX + "[0-9a-f]{" + 2 * RANDOM_BYTES + "}_(" + STATE_ID.pattern() + ")");

	private static final Pattern WITHOUT_STATE = Pattern
		.compile(PREFIX + "[0-9a-f]{" + 2 * RANDOM_BYTES + "}" + STATELESS);

	/** The form of the ids that the service gives to calls. */
	private static final Pattern UUID = Pattern.compile("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");

	private ToolCallIds() {
	}

	/**
	 * Returns the id that the service gave to a call, or else creates one.
	 * @param call the call
	 * @param stateId the state id of the call, or {@code null}
	 */
	public static String of(FunctionCall call, @Nullable String stateId) {
		String given = call.id();
		return (given != null && !given.isBlank()) ? given : create(stateId);
	}

	/**
	 * Returns the id of a call in a conversation whose state ids the service refused: the
	 * service's own, or else a new one that records the refusal.
	 * @param call the call
	 */
	public static String stateless(FunctionCall call) {
		String given = call.id();
		return (given != null && !given.isBlank()) ? given : create(null) + STATELESS;
	}

	/** Returns whether {@link #stateless} created a call id. */
	static boolean isStateless(@Nullable String callId) {
		return callId != null && WITHOUT_STATE.matcher(callId).matches();
	}

	private static String create(@Nullable String stateId) {
		byte[] random = new byte[RANDOM_BYTES];
		ThreadLocalRandom.current().nextBytes(random);
		String id = PREFIX + HexFormat.of().formatHex(random);
		return (stateId != null && STATE_ID.matcher(stateId).matches()) ? id + "_" + stateId : id;
	}

	/** Returns the call id if the service may have given it, or else {@code null}. */
	static @Nullable String given(@Nullable String callId) {
		return (callId != null && UUID.matcher(callId).matches()) ? callId : null;
	}

	/**
	 * Returns the state id within a call id that this class created, or {@code null} if
	 * there is none.
	 */
	static @Nullable String stateId(@Nullable String callId) {
		if (callId == null) {
			return null;
		}
		Matcher matcher = WITH_STATE.matcher(callId);
		return matcher.matches() ? matcher.group(1) : null;
	}

}
