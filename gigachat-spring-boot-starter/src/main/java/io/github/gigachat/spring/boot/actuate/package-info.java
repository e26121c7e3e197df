/**
 * Actuator integration: the endpoint {@code gigachat}, and the health and info of the
 * connection to GigaChat.
 */
@NullMarked
package io.github.gigachat.spring.boot.actuate;

import org.jspecify.annotations.NullMarked;
