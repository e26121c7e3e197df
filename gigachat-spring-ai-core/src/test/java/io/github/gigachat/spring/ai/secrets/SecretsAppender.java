package io.github.gigachat.spring.ai.secrets;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;

/**
 * Looks at each event that this provider logs in the run of tests, at TRACE.
 */
public final class SecretsAppender extends AppenderBase<ILoggingEvent> {

	/**
	 * Made by the logging's configuration.
	 */
	public SecretsAppender() {
	}

	@Override
	protected void append(ILoggingEvent event) {
		LoggedSecrets.look(event);
	}

}
