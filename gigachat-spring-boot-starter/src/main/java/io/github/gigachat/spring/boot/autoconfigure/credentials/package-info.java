/**
 * Credentials from the properties: finds out if there are any, selects one kind of them,
 * and reports missing, incomplete or ambiguous ones. The package is internal to the
 * starter.
 */
@NullMarked
package io.github.gigachat.spring.boot.autoconfigure.credentials;

import org.jspecify.annotations.NullMarked;
