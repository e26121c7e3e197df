/**
 * The store of access tokens that instances of an application share: selects the store
 * and implements it on Redis. The package is internal to the starter.
 */
@NullMarked
package io.github.gigachat.spring.boot.autoconfigure.token;

import org.jspecify.annotations.NullMarked;
