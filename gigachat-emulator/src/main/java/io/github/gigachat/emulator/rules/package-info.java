/**
 * The rules by which the service refuses requests, in its own words.
 * <p>
 * {@code ChatRules} and {@code ChatRulesV2} check chat requests in the order in which the
 * service does: first the JSON types ({@code RequestShape}), then the model, functions,
 * history and parameters. {@code EmbeddingRules} and {@code FileRules} check the other
 * requests. The first violation is thrown as a {@code Refusal} with status and text.
 * {@code V1View} lets the rules of v1 read a request of v2.
 * <p>
 * The package depends on no other package of the emulator. Implementation of the
 * emulator, not for users.
 */
@NullMarked
package io.github.gigachat.emulator.rules;

import org.jspecify.annotations.NullMarked;
