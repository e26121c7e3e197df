/**
 * Configuration of the GigaChat provider: the properties {@code spring.ai.gigachat.*},
 * and the types of beans that an application may define instead of them, such as
 * {@link io.github.gigachat.spring.boot.GigaChatConnectionDetails}.
 */
@NullMarked
package io.github.gigachat.spring.boot;

import org.jspecify.annotations.NullMarked;
