/**
 * The HTTP side: reads bodies, writes answers and errors.
 */
@NullMarked
package io.github.gigachat.samples.gateway.web;

import org.jspecify.annotations.NullMarked;
