package io.github.gigachat.spring.ai.internal.flatten;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;

import io.github.gigachat.spring.ai.internal.schema.SchemaKeywords;
import org.jspecify.annotations.Nullable;

/**
 * Counts the changes that flattening made to one request. Holds no content of messages.
 */
public final class FlatteningChanges {

	/** Created with the first change: most requests need none. */
	private @Nullable Map<Change, Integer> counts;

	/** Created with its first keyword: few requests drop any. */
	private @Nullable Set<String> droppedKeywords;

	FlatteningChanges() {
	}

	void add(Change change) {
		add(change, 1);
	}

	void add(Change change, int times) {
		if (times > 0) {
			this.counts = (this.counts != null) ? this.counts : new EnumMap<>(Change.class);
			this.counts.merge(change, times, Integer::sum);
		}
	}

	void addDroppedKeywords(Collection<String> keywords) {
		if (keywords.isEmpty()) {
			return;
		}
		Set<String> dropped = (this.droppedKeywords != null) ? this.droppedKeywords : new TreeSet<>();
		keywords.forEach((keyword) -> dropped.add(SchemaKeywords.reported(keyword)));
		this.droppedKeywords = dropped;
	}

	/** Returns the number of times that a change was made. */
	public int count(Change change) {
		return (this.counts != null) ? this.counts.getOrDefault(change, 0) : 0;
	}

	/**
	 * Returns the keywords of JSON Schema and OpenAPI that were removed from the schemas
	 * of tools and of the answer. All other keywords are reported as {@code other}, since
	 * they may be content of the application.
	 * @return the keywords, in alphabetical order
	 */
	public Set<String> droppedKeywords() {
		return (this.droppedKeywords != null) ? Collections.unmodifiableSet(new TreeSet<>(this.droppedKeywords))
				: Set.of();
	}

	/** Returns whether the conversation was sent without changes. */
	public boolean isEmpty() {
		return this.counts == null && this.droppedKeywords == null;
	}

	/**
	 * Lists the changes, for example
	 * {@code systemMessagesJoined=2, schemaKeywordsDropped=[pattern]}.
	 */
	@Override
	public String toString() {
		StringJoiner text = new StringJoiner(", ");
		if (this.counts != null) {
			this.counts.forEach((change, count) -> text.add(change.word + "=" + count));
		}
		if (this.droppedKeywords != null) {
			text.add("schemaKeywordsDropped=" + this.droppedKeywords);
		}
		return text.toString();
	}

	/** A change that flattening makes. */
	public enum Change {

		/** System messages that were joined into one. */
		SYSTEM_MESSAGES_JOINED("systemMessagesJoined"),

		/** Later system messages that were sent as user messages. */
		SYSTEM_MESSAGES_AS_USER("systemMessagesAsUser"),

		/** Messages without text and calls, which were omitted. */
		EMPTY_MESSAGES_DROPPED("emptyMessagesDropped"),

		/** Calls of one turn that were moved to a turn of their own. */
		PARALLEL_CALLS_SERIALISED("parallelCallsSerialised"),

		/** Calls without a result, which were given one that says so. */
		CALLS_WITHOUT_RESULT("callsWithoutResult"),

		/** Results without a call, which were sent as user messages. */
		RESULTS_WITHOUT_CALL("resultsWithoutCall"),

		/** Results that were wrapped because they were not a JSON object. */
		RESULTS_WRAPPED("resultsWrapped"),

		/** Arguments that were wrapped because they were not a JSON object. */
		ARGUMENTS_WRAPPED("argumentsWrapped"),

		/** Tool inputs that are not an object and were wrapped in one. */
		INPUTS_WRAPPED("inputsWrapped"),

		/** Functions that were renamed. */
		FUNCTIONS_RENAMED("functionsRenamed"),

		/** Forced calls that were not forced again after their result. */
		FORCED_CALL_RELEASED("forcedCallReleased"),

		/** Output schemas that were sent as a function. */
		OUTPUT_AS_FUNCTION("outputAsFunction"),

		/** State ids of earlier turns that were omitted. */
		STATE_IDS_OMITTED("stateIdsOmitted");

		private final String word;

		Change(String word) {
			this.word = word;
		}

	}

}
