/**
 * Credentials from the properties.
 * <p>
 * {@code CredentialsPresence} finds out before any bean is created if there are
 * credentials, for the conditions of the auto-configuration. {@code CredentialsSelector}
 * selects one kind of them and reports incomplete or ambiguous ones;
 * {@code MissingCredentials} says what to do if there are none.
 * {@code PropertiesGigaChatConnectionDetails} makes connection details of the result.
 * <p>
 * The package is internal to the starter. Of the starter, it may use only the properties
 * and {@code autoconfigure.failure}.
 */
@NullMarked
package io.github.gigachat.spring.boot.autoconfigure.credentials;

import org.jspecify.annotations.NullMarked;
