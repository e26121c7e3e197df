/**
 * The JSON mappers.
 * <p>
 * {@code WireJson} reads and writes the bodies of the HTTP API, independently of the
 * application's mapper. {@code FlattenJson} handles JSON inside the text of messages and
 * tool results. The deserializers accept what the service is known to send:
 * {@code LenientNumber} drops invalid numbers that nothing depends on,
 * {@code WireJson.RawText} keeps a value as text, {@code FloatDecimal} parses the numbers
 * of embeddings.
 * <p>
 * The package depends on no other package of the core.
 * <p>
 * Internal: not for applications.
 */
@NullMarked
package io.github.gigachat.spring.ai.internal.json;

import org.jspecify.annotations.NullMarked;
