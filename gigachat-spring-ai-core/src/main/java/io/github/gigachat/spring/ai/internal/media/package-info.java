/**
 * Reads, checks, uploads and caches the content of media, and fetches it from URLs.
 * <p>
 * Internal: not for applications.
 */
@NullMarked
package io.github.gigachat.spring.ai.internal.media;

import org.jspecify.annotations.NullMarked;
