package io.github.gigachat.spring.boot.secrets;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;

/**
 * Checks each event that this provider logs during the tests, from TRACE level.
 */
public final class SecretsAppender extends AppenderBase<ILoggingEvent> {

	/**
	 * Creates the appender, called by Logback.
	 */
	public SecretsAppender() {
	}

	@Override
	protected void append(ILoggingEvent event) {
		LoggedSecrets.look(event);
	}

}
