/**
 * Hears what the whole run of tests logs, and finds the secrets in it.
 */
package io.github.gigachat.spring.ai.secrets;
