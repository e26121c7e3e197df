/**
 * The terms that all dialects of chat requests share.
 */
@NullMarked
package io.github.gigachat.samples.gateway.dialect;

import org.jspecify.annotations.NullMarked;
