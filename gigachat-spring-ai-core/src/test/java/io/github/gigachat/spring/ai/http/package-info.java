/**
 * Tests of the transport, over sockets.
 */
@NullMarked
package io.github.gigachat.spring.ai.http;

import org.jspecify.annotations.NullMarked;
