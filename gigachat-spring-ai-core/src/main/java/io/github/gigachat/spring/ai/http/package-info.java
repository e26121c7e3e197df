/**
 * The transport over the JDK's HTTP client. It knows nothing of GigaChat.
 */
@NullMarked
package io.github.gigachat.spring.ai.http;

import org.jspecify.annotations.NullMarked;
