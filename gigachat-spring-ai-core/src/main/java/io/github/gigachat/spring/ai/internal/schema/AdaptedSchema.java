package io.github.gigachat.spring.ai.internal.schema;

import java.util.Set;

/**
 * A tool's schema in the service's dialect.
 *
 * @param json the text of the schema
 * @param droppedKeywords the words of JSON Schema that were taken out of it
 * @param altered whether it differs from the tool's own
 * @param wrapped whether the tool's own is not an object's and became a property of one
 */
public record AdaptedSchema(String json, Set<String> droppedKeywords, boolean altered, boolean wrapped) {
}
