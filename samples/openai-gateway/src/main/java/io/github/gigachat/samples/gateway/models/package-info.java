/**
 * The models of all connections, their aliases, and the way from a name to a model.
 */
@NullMarked
package io.github.gigachat.samples.gateway.models;

import org.jspecify.annotations.NullMarked;
