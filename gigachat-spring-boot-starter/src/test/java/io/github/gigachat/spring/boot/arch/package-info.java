/**
 * Tests of the arrows between the packages.
 */
@NullMarked
package io.github.gigachat.spring.boot.arch;

import org.jspecify.annotations.NullMarked;
