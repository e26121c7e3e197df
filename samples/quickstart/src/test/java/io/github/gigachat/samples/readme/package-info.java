/**
 * The examples of the documentation. Each block of Java in it is one of these files.
 */
package io.github.gigachat.samples.readme;
