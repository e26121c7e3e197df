package io.github.gigachat.emulator.chat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

import io.github.gigachat.emulator.ChatMessage;
import io.github.gigachat.emulator.rules.Refusal;

/**
 * Keeps the number of planned calls under a state id. It refuses a conversation that
 * sends the state id back with another number of results, and accepts one without the
 * state id. Thread-safe.
 */
public final class PlannedCalls {

	private static final String MISMATCH = "Function calls count does not match function results count";

	private final Map<String, Integer> counts = new ConcurrentHashMap<>();

	/** Checks a scripted number of planned calls, which must be at least 1. */
	public static int checked(int count) {
		if (count < 1) {
			throw new IllegalArgumentException("The number of planned calls must be at least 1, not " + count + ".");
		}
		return count;
	}

	public void add(String stateId, int count) {
		this.counts.put(stateId, count);
	}

	/** Compares the results of a conversation with the planned calls. */
	public void check(List<ChatMessage> messages) {
		int next = 0;
		while (next < messages.size()) {
			int start = next++;
			String stateId = messages.get(start).functionsStateId();
			Integer planned = (stateId != null) ? this.counts.get(stateId) : null;
			if (stateId != null && planned != null) {
				next = endOfTurn(messages, start, stateId);
				long results = messages.subList(start, next).stream().filter(PlannedCalls::isResult).count();
				if (results != planned) {
					throw new Refusal(422, MISMATCH);
				}
			}
		}
	}

	/** The calls of a turn are sent one after the other; the first has the state id. */
	private static int endOfTurn(List<ChatMessage> messages, int start, String stateId) {
		int end = start + 1;
		while (end < messages.size() && (isResult(messages.get(end)) || continues(messages.get(end), stateId))) {
			end++;
		}
		return end;
	}

	private static boolean continues(ChatMessage message, String stateId) {
		return message.functionCall() != null
				&& Objects.requireNonNullElse(message.functionsStateId(), stateId).equals(stateId);
	}

	private static boolean isResult(ChatMessage message) {
		return message.role().equals("function");
	}

	public void clear() {
		this.counts.clear();
	}

}
