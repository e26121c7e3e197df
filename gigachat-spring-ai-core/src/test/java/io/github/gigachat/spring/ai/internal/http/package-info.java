/**
 * Tests of the transport, over sockets.
 */
@NullMarked
package io.github.gigachat.spring.ai.internal.http;

import org.jspecify.annotations.NullMarked;
