package io.github.gigachat.spring.ai.live;

/**
 * A rule of the wire that the provider relies on.
 *
 * @param name a short name, which is also the name of its recording
 * @param statement the rule in one sentence
 * @param probe checks it
 */
public record LiveRule(String name, String statement, Probe probe) {
}
