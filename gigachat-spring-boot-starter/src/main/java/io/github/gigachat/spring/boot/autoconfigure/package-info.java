/**
 * Auto-configuration of the GigaChat models of Spring AI.
 * <p>
 * {@link GigaChatApiAutoConfiguration} creates the client.
 * {@link GigaChatChatAutoConfiguration}, {@link GigaChatEmbeddingAutoConfiguration} and
 * {@link GigaChatImageAutoConfiguration} create the models, if this provider is selected
 * and there are credentials. The others add health, info, the endpoint, the masking of
 * secrets and the token store on Redis. Package-private factories translate properties to
 * the builders of the core.
 * <p>
 * The auto-configuration classes are public, because applications import or exclude them.
 * All other classes, and the packages below this one, are internal to the starter. Those
 * packages must not depend on this one.
 */
@NullMarked
package io.github.gigachat.spring.boot.autoconfigure;

import org.jspecify.annotations.NullMarked;
