package io.github.gigachat.samples.gateway.completions;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.gigachat.samples.gateway.json.JsonFields;
import io.github.gigachat.spring.ai.GigaChatOptions;
import tools.jackson.databind.JsonNode;

/**
 * Reads the fields that only GigaChat has. SDKs send such fields at the top level or in
 * {@code extra_body}.
 */
final class OwnFieldsReader {

	private static final int MAX_FUNCTIONS = 10_000;

	private final GigaChatOptions.Builder options;

	/** The fields that no option has. */
	private final Map<String, Object> others = new LinkedHashMap<>();

	private OwnFieldsReader(GigaChatOptions.Builder options) {
		this.options = options;
	}

	/** Reads the fields, and returns those of {@code extra_body} that have no effect. */
	static List<String> read(JsonFields body, GigaChatOptions.Builder options) {
		OwnFieldsReader reader = new OwnFieldsReader(options);
		reader.take(body);
		JsonFields extra = body.object("extra_body");
		List<String> ignored = List.of();
		if (extra != null) {
			reader.take(extra);
			ignored = extra.unread().stream().map(extra::place).toList();
		}
		if (!reader.others.isEmpty()) {
			options.extraBody(reader.others);
		}
		return ignored;
	}

	private void take(JsonFields fields) {
		if (fields.has("repetition_penalty")) {
			this.options.repetitionPenalty(fields.number("repetition_penalty", 0, Double.MAX_VALUE));
		}
		if (fields.has("update_interval")) {
			this.options.updateInterval(fields.number("update_interval", 0, Double.MAX_VALUE));
		}
		if (fields.has("profanity_check")) {
			this.options.profanityCheck(fields.flag("profanity_check"));
		}
		if (fields.has("flags")) {
			this.others.put("flags", flags(fields));
		}
		JsonFields ranker = fields.object("function_ranker");
		if (ranker != null) {
			this.others.put("function_ranker", ranker(ranker));
		}
	}

	private static List<String> flags(JsonFields fields) {
		List<String> flags = new ArrayList<>();
		for (JsonNode flag : fields.array("flags")) {
			if (!flag.isString()) {
				throw fields.wrong("flags", "an array of strings");
			}
			flags.add(flag.stringValue());
		}
		return flags;
	}

	private static Map<String, Object> ranker(JsonFields fields) {
		Map<String, Object> ranker = new LinkedHashMap<>();
		ranker.put("enabled", fields.isTrue("enabled"));
		Integer functions = fields.integer("top_n", 1, MAX_FUNCTIONS);
		if (functions != null) {
			ranker.put("top_n", functions);
		}
		return ranker;
	}

}
