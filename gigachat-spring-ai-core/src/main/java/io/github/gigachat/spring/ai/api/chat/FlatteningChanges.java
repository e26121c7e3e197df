package io.github.gigachat.spring.ai.api.chat;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;

/**
 * The changes that a prompt needed to become a request that the service accepts, as
 * {@code docs/flattening.md} describes them. Holds names and numbers only, no content of
 * messages. Immutable.
 *
 * @see GigaChatMetadata#FLATTENING_CHANGES
 */
public final class FlatteningChanges {

	private static final FlatteningChanges NONE = new FlatteningChanges(Map.of(), Set.of());

	private final Map<Change, Integer> counts;

	private final Set<String> droppedKeywords;

	private FlatteningChanges(Map<Change, Integer> counts, Set<String> droppedKeywords) {
		this.counts = counts;
		this.droppedKeywords = droppedKeywords;
	}

	/**
	 * Returns the changes of a prompt that was sent as it is.
	 * @return no changes
	 */
	public static FlatteningChanges none() {
		return NONE;
	}

	/**
	 * Creates a builder.
	 * @return the builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Returns how often a change was made.
	 * @param change the change
	 * @return the number of times, 0 if it was not made
	 */
	public int count(Change change) {
		return this.counts.getOrDefault(change, 0);
	}

	/**
	 * Returns all changes that were made.
	 * @return the number of times by change, in the order of {@link Change}
	 */
	public Map<Change, Integer> counts() {
		return Collections.unmodifiableMap(this.counts);
	}

	/**
	 * Returns the keywords of JSON Schema and OpenAPI that were removed from the schemas
	 * of tools and of the answer. All other keywords are reported as {@code other}, since
	 * they may be content of the application.
	 * @return the keywords, in alphabetical order
	 */
	public Set<String> droppedKeywords() {
		return Collections.unmodifiableSet(this.droppedKeywords);
	}

	/**
	 * Tells whether the prompt was sent without changes.
	 * @return {@code true} if there are no changes
	 */
	public boolean isEmpty() {
		return this.counts.isEmpty() && this.droppedKeywords.isEmpty();
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof FlatteningChanges that && this.counts.equals(that.counts)
				&& this.droppedKeywords.equals(that.droppedKeywords);
	}

	@Override
	public int hashCode() {
		return Objects.hash(this.counts, this.droppedKeywords);
	}

	/**
	 * Lists the changes, for example
	 * {@code systemMessagesJoined=2, schemaKeywordsDropped=[pattern]}; empty if there are
	 * none.
	 */
	@Override
	public String toString() {
		StringJoiner text = new StringJoiner(", ");
		this.counts.forEach((change, count) -> text.add(change.word() + "=" + count));
		if (!this.droppedKeywords.isEmpty()) {
			text.add("schemaKeywordsDropped=" + this.droppedKeywords);
		}
		return text.toString();
	}

	/**
	 * Counts the changes of one request.
	 */
	public static final class Builder {

		private Map<Change, Integer> counts = Map.of();

		private Set<String> droppedKeywords = Set.of();

		private Builder() {
		}

		/**
		 * Adds a change.
		 * @param change the change
		 * @param times how often it was made; nothing is added if this is not above 0
		 * @return this builder
		 */
		public Builder add(Change change, int times) {
			if (times > 0) {
				this.counts = this.counts.isEmpty() ? new EnumMap<>(Change.class) : this.counts;
				this.counts.merge(change, times, Integer::sum);
			}
			return this;
		}

		/**
		 * Adds a keyword that was removed from a schema.
		 * @param keyword the keyword
		 * @return this builder
		 */
		public Builder addDroppedKeyword(String keyword) {
			this.droppedKeywords = this.droppedKeywords.isEmpty() ? new TreeSet<>() : this.droppedKeywords;
			this.droppedKeywords.add(keyword);
			return this;
		}

		/**
		 * Builds the changes so far, and forgets them.
		 * @return the changes
		 */
		public FlatteningChanges build() {
			FlatteningChanges changes = (this.counts.isEmpty() && this.droppedKeywords.isEmpty()) ? NONE
					: new FlatteningChanges(this.counts, this.droppedKeywords);
			this.counts = Map.of();
			this.droppedKeywords = Set.of();
			return changes;
		}

	}

	/** A change that flattening makes. */
	public enum Change {

		/** System messages that were joined into one. */
		SYSTEM_MESSAGES_JOINED("systemMessagesJoined"),

		/** Later system messages that were sent as user messages. */
		SYSTEM_MESSAGES_AS_USER("systemMessagesAsUser"),

		/** Messages without text and calls, which were omitted. */
		EMPTY_MESSAGES_DROPPED("emptyMessagesDropped"),

		/** Images of a user message that were moved to a message of their own. */
		PICTURES_SPLIT("picturesSplit"),

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

		/**
		 * Returns the word for the change in logs, observations and
		 * {@link FlatteningChanges#toString()}.
		 * @return the word, in camelCase
		 */
		public String word() {
			return this.word;
		}

	}

}
