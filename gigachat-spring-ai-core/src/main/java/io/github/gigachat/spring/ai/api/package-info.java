/**
 * The GigaChat HTTP API: a method per endpoint, typed records in and out, typed errors.
 */
@NullMarked
package io.github.gigachat.spring.ai.api;

import org.jspecify.annotations.NullMarked;
