/**
 * Tests of pictures that requests name by a URL.
 */
@NullMarked
package io.github.gigachat.samples.gateway.pictures;

import org.jspecify.annotations.NullMarked;
