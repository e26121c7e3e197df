package io.github.gigachat.spring.ai.internal.flatten;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import io.github.gigachat.spring.ai.api.chat.FlatteningChanges;
import io.github.gigachat.spring.ai.api.chat.FlatteningChanges.Change;
import io.github.gigachat.spring.ai.internal.schema.SchemaKeywords;
import org.jspecify.annotations.Nullable;

/**
 * Counts the changes that flattening makes to one request.
 */
final class ChangeCounter {

	/** Created with the first change: most requests need none. */
	private @Nullable Map<Change, Integer> counts;

	/** Created with its first keyword: few requests drop any. */
	private @Nullable Set<String> droppedKeywords;

	ChangeCounter() {
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

	/** Returns the changes so far. */
	FlatteningChanges changes() {
		if (this.counts == null && this.droppedKeywords == null) {
			return FlatteningChanges.none();
		}
		return FlatteningChanges.of((this.counts != null) ? this.counts : Map.of(),
				(this.droppedKeywords != null) ? this.droppedKeywords : Set.of());
	}

}
