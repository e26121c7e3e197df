package io.github.gigachat.spring.ai.internal.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;

/**
 * Merges alternatives ({@code anyOf}, {@code oneOf}) into one schema. Alternatives of the
 * same type are united. Of alternatives of different types, the first is used. The
 * description lists all alternatives.
 */
final class SchemaBranches {

	private static final int MOST_TOLD = 30;

	private final SchemaFlattening flattening;

	private final @Nullable SchemaSummary summary;

	SchemaBranches(SchemaFlattening flattening, @Nullable SchemaSummary summary) {
		this.flattening = flattening;
		this.summary = summary;
	}

	/** Merges alternatives into their schema. */
	void choose(FlatSchema base, JsonNode alternatives, RefPath path) {
		List<FlatSchema> branches = branches(base, alternatives, path);
		if (branches.isEmpty()) {
			onlyNullOrNothing(base, alternatives);
			return;
		}
		base.nullable |= branches.stream().anyMatch(FlatSchema::isNullable);
		if (branches.size() == 1) {
			base.meet(branches.get(0));
			return;
		}
		boolean onlyValues = branches.stream().allMatch((branch) -> branch.values != null);
		String common = commonType(base, branches);
		// alternatives with fixed values are sent as one list, also if the values have
		// several types
		String type = (common == null && onlyValues) ? "any" : common;
		String told = (this.summary != null) ? told(branches, type != null, this.summary) : null;
		if (this.summary == null) {
			meetSilently(base, branches, type);
		}
		else {
			base.meet((type != null) ? united(base.path, branches, type) : preferred(base, branches));
		}
		branches.forEach((branch) -> base.words.addAll(branch.words));
		if (told != null) {
			base.words.add(told);
		}
	}

	/**
	 * Merges the alternatives and keeps copies of them, from which the summary describes
	 * them.
	 */
	private static void meetSilently(FlatSchema base, List<FlatSchema> branches, @Nullable String type) {
		List<FlatSchema> told = branches.stream().map(FlatSchema::copy).toList();
		List<List<FlatSchema>> alternatives = new ArrayList<>(base.alternatives);
		if (!valuesTell(branches)) {
			alternatives.add(told);
		}
		boolean nothingElse = base.saysNothing() && !valuesTell(branches);
		base.meet((type != null) ? united(base.path, branches, type) : preferred(base, branches));
		base.alternatives.clear();
		base.alternatives.addAll(alternatives);
		base.onlyAlternatives = nothingElse;
	}

	private List<FlatSchema> branches(FlatSchema base, JsonNode alternatives, RefPath path) {
		Set<JsonNode> distinct = new LinkedHashSet<>();
		alternatives.forEach(distinct::add);
		List<FlatSchema> branches = new ArrayList<>();
		for (JsonNode alternative : distinct) {
			FlatSchema branch = this.flattening.flatten(alternative, path);
			if (branch.isNull()) {
				base.nullable = true;
			}
			else if (!branch.never) {
				branches.add(branch);
			}
		}
		return branches;
	}

	private static void onlyNullOrNothing(FlatSchema base, JsonNode alternatives) {
		if (!base.nullable && !alternatives.isEmpty()) {
			base.never = true;
		}
		else if (base.nullable && base.types.isEmpty()) {
			base.types.add("null");
		}
	}

	private static @Nullable String commonType(FlatSchema base, List<FlatSchema> branches) {
		Set<String> types = new LinkedHashSet<>();
		String own = base.type();
		for (FlatSchema branch : branches) {
			String type = branch.types.isEmpty() ? own : null;
			types.add(Objects.requireNonNullElse((type != null) ? type : branch.type(), "any"));
		}
		if (types.size() == 1) {
			return types.iterator().next();
		}
		return Set.of("integer", "number").equals(types) ? "number" : null;
	}

	/**
	 * Returns the first alternative that has the type of the schema, or else the first
	 * alternative.
	 */
	private static FlatSchema preferred(FlatSchema base, List<FlatSchema> branches) {
		String own = base.type();
		for (FlatSchema branch : branches) {
			if (own != null && own.equals(branch.type())) {
				return branch;
			}
		}
		FlatSchema first = branches.get(0);
		// constraints that can only be described in words are described per alternative
		first.others.keySet().retainAll(SchemaKeywords.DIALECT);
		first.besides.clear();
		return first;
	}

	private static @Nullable String told(List<FlatSchema> branches, boolean united, SchemaSummary summary) {
		if (valuesTell(branches)) {
			return null;
		}
		Set<String> summaries = branches.stream()
			.limit(MOST_TOLD)
			.map((branch) -> summary.of(united ? outline(branch) : branch))
			.collect(Collectors.toCollection(LinkedHashSet::new));
		if (summaries.size() < 2) {
			return null;
		}
		return "one of: " + String.join(" | ", summaries) + ((branches.size() > MOST_TOLD) ? " | …" : "");
	}

	/**
	 * Returns a copy of an alternative without the schemas of its properties, which are
	 * sent. Names and fixed values distinguish the alternatives.
	 */
	private static FlatSchema outline(FlatSchema branch) {
		FlatSchema outline = branch.copy();
		outline.properties
			.replaceAll((name, schema) -> (schema.has("const") || schema.has("enum")) ? schema : BooleanNode.TRUE);
		return outline;
	}

	private static boolean valuesTell(List<FlatSchema> branches) {
		return branches.stream()
			.allMatch((branch) -> branch.values != null && branch.title == null && branch.description == null);
	}

	private static FlatSchema united(RefPath path, List<FlatSchema> branches, String type) {
		FlatSchema united = new FlatSchema(path);
		FlatSchema first = branches.get(0);
		united.types.addAll(type.equals("any") ? Set.of() : Set.of(type));
		united.required.addAll(first.required);
		united.others.putAll(first.others);
		Map<String, Set<JsonNode>> properties = new LinkedHashMap<>();
		Set<JsonNode> items = new LinkedHashSet<>();
		Set<JsonNode> values = new LinkedHashSet<>();
		boolean allHaveValues = true;
		for (FlatSchema branch : branches) {
			united.path = united.path.join(branch.path);
			united.required.retainAll(branch.required);
			united.others.entrySet().retainAll(branch.others.entrySet());
			branch.properties.forEach(
					(name, schema) -> properties.computeIfAbsent(name, (key) -> new LinkedHashSet<>()).add(schema));
			if (branch.items != null) {
				items.add(branch.items);
			}
			allHaveValues &= branch.values != null;
			values.addAll((branch.values != null) ? branch.values : List.of());
		}
		properties.forEach((name, schemas) -> united.properties.put(name, SchemaKeywords.any(schemas)));
		united.items = items.isEmpty() ? null : SchemaKeywords.any(items);
		united.values = allHaveValues ? new ArrayList<>(values) : null;
		return united;
	}

}
