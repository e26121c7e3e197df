/**
 * Reads and writes the JSON of requests and answers.
 */
@NullMarked
package io.github.gigachat.samples.gateway.json;

import org.jspecify.annotations.NullMarked;
