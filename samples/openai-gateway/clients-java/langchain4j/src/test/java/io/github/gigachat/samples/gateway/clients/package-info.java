/**
 * Tests of the gateway by LangChain4j.
 */
@NullMarked
package io.github.gigachat.samples.gateway.clients;

import org.jspecify.annotations.NullMarked;
