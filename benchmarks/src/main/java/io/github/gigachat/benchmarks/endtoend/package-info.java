/**
 * Measures whole calls and streams over a socket: this provider, two providers of Spring
 * AI, and the JDK's HTTP client with nothing around it. The stub of the service and each
 * client run in processes of their own.
 */
@NullMarked
package io.github.gigachat.benchmarks.endtoend;

import org.jspecify.annotations.NullMarked;
