/**
 * Auto-configuration of the GigaChat models of Spring AI. The auto-configuration classes
 * are public, because applications import or exclude them. All other classes, and the
 * packages below this one, are internal to the starter.
 */
@NullMarked
package io.github.gigachat.spring.boot.autoconfigure;

import org.jspecify.annotations.NullMarked;
