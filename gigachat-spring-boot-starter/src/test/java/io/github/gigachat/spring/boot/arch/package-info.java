/**
 * Tests of the dependencies between packages.
 */
@NullMarked
package io.github.gigachat.spring.boot.arch;

import org.jspecify.annotations.NullMarked;
