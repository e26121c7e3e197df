/**
 * The life of an access token: fetched when first needed, refreshed ahead of its end,
 * shared by all callers of one API. At most one refresh runs at a time.
 * <p>
 * Internal: not for applications.
 */
@NullMarked
package io.github.gigachat.spring.ai.internal.token;

import org.jspecify.annotations.NullMarked;
