/**
 * Tests of the reading of bodies.
 */
@NullMarked
package io.github.gigachat.samples.gateway.web;

import org.jspecify.annotations.NullMarked;
