/**
 * What Actuator shows of GigaChat, in applications that have it.
 */
@NullMarked
package io.github.gigachat.spring.boot.actuate;

import org.jspecify.annotations.NullMarked;
