package io.github.gigachat.spring.ai.internal.schema;

import java.util.Set;

/**
 * A schema that was adapted to the service's dialect.
 *
 * @param json the text of the adapted schema
 * @param droppedKeywords the keywords of JSON Schema that were removed
 * @param altered whether it differs from the original
 * @param wrapped whether the original described no object and was wrapped in one
 */
public record AdaptedSchema(String json, Set<String> droppedKeywords, boolean altered, boolean wrapped) {
}
