package io.github.gigachat.spring.ai.api.chat;

/**
 * The way in which system messages that follow other messages are sent. The service
 * accepts only one system message, at the beginning.
 */
public enum LaterSystemMessages {

	/** Sends the message at its place as a user message. */
	USER,

	/** Appends the text to the first system message. */
	JOIN

}
