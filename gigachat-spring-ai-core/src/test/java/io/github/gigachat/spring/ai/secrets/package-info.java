/**
 * Checks the log of all tests for secrets.
 */
package io.github.gigachat.spring.ai.secrets;
