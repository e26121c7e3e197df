/**
 * Tests of the parts that dialects share.
 */
@NullMarked
package io.github.gigachat.samples.gateway.dialect;

import org.jspecify.annotations.NullMarked;
