/**
 * Auto-configuration of the GigaChat provider.
 */
@NullMarked
package io.github.gigachat.spring.boot;

import org.jspecify.annotations.NullMarked;
