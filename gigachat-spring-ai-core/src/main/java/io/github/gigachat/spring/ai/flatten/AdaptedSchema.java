package io.github.gigachat.spring.ai.flatten;

import java.util.Set;

/**
 * A tool's schema in the service's dialect.
 *
 * @param json the text of the schema
 * @param droppedKeywords the words of JSON Schema that were taken out of it
 * @param altered whether it differs from the tool's own
 */
record AdaptedSchema(String json, Set<String> droppedKeywords, boolean altered) {
}
