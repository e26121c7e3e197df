/**
 * Tests of models, aliases and connections without HTTP.
 */
@NullMarked
package io.github.gigachat.samples.gateway.models;

import org.jspecify.annotations.NullMarked;
