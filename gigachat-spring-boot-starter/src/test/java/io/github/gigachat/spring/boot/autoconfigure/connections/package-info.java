/**
 * Tests of named connections.
 */
@NullMarked
package io.github.gigachat.spring.boot.autoconfigure.connections;

import org.jspecify.annotations.NullMarked;
