package io.github.gigachat.spring.ai.internal.flatten;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;

import io.github.gigachat.spring.ai.internal.schema.SchemaVocabulary;

/**
 * What flattening had to change in one request: what, and how often; never any content.
 */
public final class FlatteningChanges {

	private final Map<Change, Integer> counts = new EnumMap<>(Change.class);

	private final Set<String> droppedKeywords = new TreeSet<>();

	FlatteningChanges() {
	}

	void add(Change change) {
		add(change, 1);
	}

	void add(Change change, int times) {
		if (times > 0) {
			this.counts.merge(change, times, Integer::sum);
		}
	}

	void addDroppedKeywords(Collection<String> keywords) {
		keywords.forEach((keyword) -> this.droppedKeywords.add(SchemaVocabulary.reported(keyword)));
	}

	/**
	 * How often one thing was changed.
	 * @param change the change
	 * @return the number of times
	 */
	public int count(Change change) {
		return this.counts.getOrDefault(change, 0);
	}

	/**
	 * The words of JSON Schema and of OpenAPI that were taken out of the schemas of tools
	 * and of the answer. Any other word is somebody's own and not repeated: {@code other}
	 * stands for all of them.
	 * @return the words, in alphabetical order
	 */
	public Set<String> droppedKeywords() {
		return Collections.unmodifiableSet(new TreeSet<>(this.droppedKeywords));
	}

	/**
	 * Whether the conversation went out as it was.
	 * @return whether nothing was changed
	 */
	public boolean isEmpty() {
		return this.counts.isEmpty() && this.droppedKeywords.isEmpty();
	}

	/**
	 * Lists the changes: {@code systemMessagesJoined=2, schemaKeywordsDropped=[pattern]}.
	 */
	@Override
	public String toString() {
		StringJoiner text = new StringJoiner(", ");
		this.counts.forEach((change, count) -> text.add(change.word + "=" + count));
		if (!this.droppedKeywords.isEmpty()) {
			text.add("schemaKeywordsDropped=" + this.droppedKeywords);
		}
		return text.toString();
	}

	/** A thing that flattening changes. */
	public enum Change {

		/** System messages that went into one. */
		SYSTEM_MESSAGES_JOINED("systemMessagesJoined"),

		/** System messages behind the first run that became a user's words. */
		SYSTEM_MESSAGES_AS_USER("systemMessagesAsUser"),

		/** Messages without text and without a call, which were left out. */
		EMPTY_MESSAGES_DROPPED("emptyMessagesDropped"),

		/** Calls of one turn that became a turn of their own. */
		PARALLEL_CALLS_SERIALISED("parallelCallsSerialised"),

		/** Calls that got a result which says that there is none. */
		CALLS_WITHOUT_RESULT("callsWithoutResult"),

		/** Results whose call is missing, which became a user's words. */
		RESULTS_WITHOUT_CALL("resultsWithoutCall"),

		/** Results that were not a JSON object. */
		RESULTS_WRAPPED("resultsWrapped"),

		/** Arguments that were not a JSON object. */
		ARGUMENTS_WRAPPED("argumentsWrapped"),

		/** Inputs of tools that are not an object's and became a property of one. */
		INPUTS_WRAPPED("inputsWrapped"),

		/** Functions that go out under another name. */
		FUNCTIONS_RENAMED("functionsRenamed"),

		/** A forced function that is not forced after its result. */
		FORCED_CALL_RELEASED("forcedCallReleased"),

		/** Output schemas that became a function. */
		OUTPUT_AS_FUNCTION("outputAsFunction"),

		/** The service's state ids of earlier turns that were left out. */
		STATE_IDS_OMITTED("stateIdsOmitted");

		private final String word;

		Change(String word) {
			this.word = word;
		}

	}

}
