package io.github.gigachat.spring.ai.internal.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One level of a schema, combined from its own keywords, its references and its branches.
 * Nested schemas are unchanged.
 */
final class FlatSchema {

	/** The allowed types, including {@code null}; empty if the schema states none. */
	final Set<String> types = new LinkedHashSet<>();

	final Map<String, JsonNode> properties = new LinkedHashMap<>();

	final Set<String> required = new LinkedHashSet<>();

	/** All other keywords with a meaning. */
	final Map<String, JsonNode> others = new LinkedHashMap<>();

	/**
	 * Keywords of intersected schemas that could not be merged with this schema's own.
	 */
	final List<Map<String, JsonNode>> besides = new ArrayList<>();

	/**
	 * The alternatives of each {@code anyOf} or {@code oneOf} that were merged into this
	 * schema. Only kept for summaries.
	 */
	final List<List<FlatSchema>> alternatives = new ArrayList<>();

	final ConstraintText words = new ConstraintText();

	RefPath path;

	/** The allowed values, or {@code null} if all values are allowed. */
	@Nullable List<JsonNode> values;

	@Nullable JsonNode items;

	@Nullable String description;

	@Nullable String title;

	/** True if {@code null} is allowed in another way than by {@link #types}. */
	boolean nullable;

	/** True if no value is valid, as for the schema {@code false}. */
	boolean never;

	/** True if all constraints come from the alternatives. */
	boolean onlyAlternatives;

	/** True if the schema has an empty list of required properties, which is kept. */
	boolean nothingRequired;

	FlatSchema(RefPath path) {
		this.path = path;
	}

	/** Returns a copy, whose parts can be removed without changing this schema. */
	FlatSchema copy() {
		FlatSchema copy = new FlatSchema(this.path);
		copy.types.addAll(this.types);
		copy.properties.putAll(this.properties);
		copy.required.addAll(this.required);
		copy.others.putAll(this.others);
		copy.besides.addAll(this.besides);
		copy.alternatives.addAll(this.alternatives);
		copy.words.addAll(this.words);
		copy.values = this.values;
		copy.items = this.items;
		copy.description = this.description;
		copy.title = this.title;
		copy.nullable = this.nullable;
		copy.never = this.never;
		copy.onlyAlternatives = this.onlyAlternatives;
		copy.nothingRequired = this.nothingRequired;
		return copy;
	}

	boolean isNullable() {
		return this.nullable || this.types.contains("null")
				|| (this.types.isEmpty() && this.values != null && this.values.stream().anyMatch(JsonNode::isNull));
	}

	/** Returns whether {@code null} is the only valid value. */
	boolean isNull() {
		if (this.values != null) {
			return !this.values.isEmpty() && this.values.stream().allMatch(JsonNode::isNull);
		}
		return this.types.size() == 1 && this.types.contains("null");
	}

	boolean saysNothing() {
		return this.types.isEmpty() && this.properties.isEmpty() && this.required.isEmpty() && this.others.isEmpty()
				&& this.alternatives.isEmpty() && this.values == null && this.items == null;
	}

	/**
	 * Intersects this schema with another one ({@code allOf}). On conflict, this schema
	 * wins.
	 */
	void meet(FlatSchema other) {
		this.path = this.path.join(other.path);
		this.onlyAlternatives = other.saysNothing() ? this.onlyAlternatives : saysNothing() && other.onlyAlternatives;
		this.alternatives.addAll(other.alternatives);
		this.never |= other.never;
		this.nullable |= other.nullable;
		this.nothingRequired |= other.nothingRequired;
		meetTypes(other.types);
		meetValues(other.values);
		other.properties.forEach((name, schema) -> this.properties.merge(name, schema,
				(ours, theirs) -> SchemaKeywords.all(ours, theirs)));
		this.required.addAll(other.required);
		if (other.items != null) {
			this.items = (this.items != null) ? SchemaKeywords.all(this.items, other.items) : other.items;
		}
		meetOthers(other.others);
		this.besides.addAll(other.besides);
		meetTexts(other);
		this.words.addAll(other.words);
	}

	private void meetTypes(Set<String> others) {
		if (this.types.isEmpty()) {
			this.types.addAll(others);
			return;
		}
		if (others.isEmpty()) {
			return;
		}
		Set<String> both = new LinkedHashSet<>();
		for (String type : this.types) {
			if (others.contains(type) || (type.equals("integer") && others.contains("number"))) {
				both.add(type);
			}
			else if (type.equals("number") && others.contains("integer")) {
				both.add("integer");
			}
		}
		if (!both.isEmpty()) {
			this.types.clear();
			this.types.addAll(both);
		}
	}

	private void meetValues(@Nullable List<JsonNode> others) {
		if (this.values == null || others == null) {
			this.values = (this.values != null) ? this.values : others;
			return;
		}
		List<JsonNode> both = new ArrayList<>(this.values);
		both.retainAll(new LinkedHashSet<>(others));
		if (!both.isEmpty()) {
			this.values = both;
		}
	}

	private void meetOthers(Map<String, JsonNode> others) {
		Map<String, JsonNode> beside = new LinkedHashMap<>();
		boolean conditions = this.others.containsKey("if") && others.containsKey("if")
				&& !SchemaKeywords.CONDITION.stream()
					.allMatch((keyword) -> Objects.equals(this.others.get(keyword), others.get(keyword)));
		others.forEach((keyword, value) -> {
			JsonNode ours = this.others.get(keyword);
			if (conditions && SchemaKeywords.CONDITION.contains(keyword)) {
				beside.put(keyword, value);
			}
			else if (ours == null) {
				this.others.put(keyword, value);
			}
			else {
				JsonNode narrower = SchemaKeywords.narrower(keyword, ours, value);
				if (narrower == null) {
					beside.put(keyword, value);
				}
				this.others.put(keyword, (narrower != null) ? narrower : ours);
			}
		});
		if (!beside.isEmpty()) {
			this.besides.add(beside);
		}
	}

	private void meetTexts(FlatSchema other) {
		if (this.title == null) {
			this.title = other.title;
		}
		if (this.description == null) {
			this.description = other.description;
		}
		else if (other.description != null && !other.description.isBlank()
				&& !this.description.contains(other.description)) {
			this.words.add(ConstraintText.shortened(other.description.strip(), 300));
		}
	}

	/**
	 * Returns the single type that the dialect allows: the first one that is not
	 * {@code null}, or the one that follows from the keywords; {@code null} if there is
	 * none.
	 */
	@Nullable String type() {
		for (String type : this.types) {
			if (!type.equals("null")) {
				return type;
			}
		}
		return this.types.isEmpty() ? SchemaKeywords.inferred(this) : null;
	}

	/**
	 * Removes the keywords of all types but the chosen one.
	 * @return a schema for each of the other types, with the removed keywords
	 */
	List<FlatSchema> takeOutOthersThan(String chosen) {
		List<FlatSchema> parts = new ArrayList<>();
		for (String type : this.types) {
			if (!type.equals(chosen) && !type.equals("null")) {
				parts.add(takeOut(type, SchemaKeywords.ofType(chosen)));
			}
		}
		return parts;
	}

	private FlatSchema takeOut(String type, List<String> ofTheChosen) {
		FlatSchema part = new FlatSchema(this.path);
		part.types.add(type);
		if (type.equals("object")) {
			part.properties.putAll(this.properties);
			part.required.addAll(this.required);
			this.properties.clear();
			this.required.clear();
		}
		else if (type.equals("array")) {
			part.items = this.items;
			this.items = null;
		}
		for (String keyword : SchemaKeywords.ofType(type)) {
			if (!ofTheChosen.contains(keyword) && this.others.containsKey(keyword)) {
				part.others.put(keyword, this.others.get(keyword));
				this.others.remove(keyword);
			}
		}
		return part;
	}

}
