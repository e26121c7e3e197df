/**
 * Runtime hints for native images. {@code GigaChatRuntimeHints} registers the records of
 * the wire, which it finds in all packages of the core by their JSON annotations, and the
 * resources and methods that are found by name at run time.
 * <p>
 * Spring finds the class through {@code META-INF/spring/aot.factories}; no other package
 * uses it.
 */
@NullMarked
package io.github.gigachat.spring.ai.aot;

import org.jspecify.annotations.NullMarked;
