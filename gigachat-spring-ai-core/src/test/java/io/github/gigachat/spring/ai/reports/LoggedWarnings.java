package io.github.gigachat.spring.ai.reports;

import java.util.List;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.slf4j.LoggerFactory;

/**
 * The warnings of this provider, from the creation to the end of a block.
 */
final class LoggedWarnings implements AutoCloseable {

	private final Logger logger = (Logger) LoggerFactory.getLogger("io.github.gigachat.spring.ai");

	private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

	LoggedWarnings() {
		this.appender.start();
		this.logger.addAppender(this.appender);
	}

	List<String> messages() {
		return List.copyOf(this.appender.list)
			.stream()
			.filter((event) -> event.getLevel().isGreaterOrEqual(Level.WARN))
			.map(ILoggingEvent::getFormattedMessage)
			.toList();
	}

	@Override
	public void close() {
		this.logger.detachAppender(this.appender);
	}

}
