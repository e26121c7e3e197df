/**
 * The GigaChat models for Spring AI: what an application imports.
 */
@NullMarked
package io.github.gigachat.spring.ai;

import org.jspecify.annotations.NullMarked;
