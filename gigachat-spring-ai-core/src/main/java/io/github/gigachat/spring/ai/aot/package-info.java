/**
 * What a native image has to keep of this provider.
 */
@NullMarked
package io.github.gigachat.spring.ai.aot;

import org.jspecify.annotations.NullMarked;
