/**
 * Runtime hints of this provider for native images.
 */
@NullMarked
package io.github.gigachat.spring.ai.aot;

import org.jspecify.annotations.NullMarked;
