/**
 * Auto-configuration of the GigaChat models of Spring AI.
 */
@NullMarked
package io.github.gigachat.spring.boot.autoconfigure;

import org.jspecify.annotations.NullMarked;
