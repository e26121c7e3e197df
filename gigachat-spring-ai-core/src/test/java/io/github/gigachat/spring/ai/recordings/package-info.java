/**
 * Replays of recorded exchanges with the service.
 */
@NullMarked
package io.github.gigachat.spring.ai.recordings;

import org.jspecify.annotations.NullMarked;
