/**
 * The lifecycle of an access token: it is fetched on first use, refreshed before it
 * expires, and shared by all callers of one client. At most one refresh runs at a time.
 * <p>
 * Internal: not for applications.
 */
@NullMarked
package io.github.gigachat.spring.ai.internal.token;

import org.jspecify.annotations.NullMarked;
