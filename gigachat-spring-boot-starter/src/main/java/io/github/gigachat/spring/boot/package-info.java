/**
 * What an application configures the GigaChat provider with: properties, and the beans
 * that it may have in their place.
 */
@NullMarked
package io.github.gigachat.spring.boot;

import org.jspecify.annotations.NullMarked;
