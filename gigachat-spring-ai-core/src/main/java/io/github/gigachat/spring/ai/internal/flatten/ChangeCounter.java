package io.github.gigachat.spring.ai.internal.flatten;

import java.util.Collection;

import io.github.gigachat.spring.ai.api.chat.FlatteningChanges;
import io.github.gigachat.spring.ai.api.chat.FlatteningChanges.Change;
import io.github.gigachat.spring.ai.internal.schema.SchemaKeywords;
import org.jspecify.annotations.Nullable;

/**
 * Counts the changes that flattening makes to one request.
 */
final class ChangeCounter {

	/** Created with the first change: most requests need none. */
	private FlatteningChanges.@Nullable Builder made;

	ChangeCounter() {
	}

	void add(Change change) {
		add(change, 1);
	}

	void add(Change change, int times) {
		if (times > 0) {
			made().add(change, times);
		}
	}

	void addDroppedKeywords(Collection<String> keywords) {
		keywords.forEach((keyword) -> made().addDroppedKeyword(SchemaKeywords.reported(keyword)));
	}

	private FlatteningChanges.Builder made() {
		FlatteningChanges.Builder made = this.made;
		if (made == null) {
			made = FlatteningChanges.builder();
			this.made = made;
		}
		return made;
	}

	/** Returns the changes of the request. Called once, at the end. */
	FlatteningChanges changes() {
		return (this.made != null) ? this.made.build() : FlatteningChanges.none();
	}

}
