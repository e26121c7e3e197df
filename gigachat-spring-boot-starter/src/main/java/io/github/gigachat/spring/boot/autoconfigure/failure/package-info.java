/**
 * Failures of a configuration that is not valid, and their analyses for the log of a
 * failed start.
 * <p>
 * The other packages throw an {@code InvalidGigaChatConfigurationException} with a
 * description and an action; its analyzer presents both. A second analyzer does the same
 * for an authorization key with the wrong format, without showing the key. Spring Boot
 * finds the analyzers through {@code META-INF/spring.factories}.
 * <p>
 * The package is internal to the starter. All other packages of the auto-configuration
 * may use it, and it uses none of them.
 */
@NullMarked
package io.github.gigachat.spring.boot.autoconfigure.failure;

import org.jspecify.annotations.NullMarked;
