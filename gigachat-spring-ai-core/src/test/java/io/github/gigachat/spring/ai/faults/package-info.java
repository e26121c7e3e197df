/**
 * The provider under faults: storms of failures, hostile answers.
 */
@NullMarked
package io.github.gigachat.spring.ai.faults;

import org.jspecify.annotations.NullMarked;
