package io.github.gigachat.samples.gateway.access;

import java.util.List;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggerContextListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Keeps the loggers of libraries that write keys, headers or conversations at level WARN,
 * whatever the configuration says, and also if their level is changed later.
 */
final class CappedLoggers implements LoggerContextListener {

	private static final List<String> NAMES = List.of(
			// elements of a stream whose client left
			"reactor.core.publisher.Operators",
			// messages that arrive while a connection is closed
			"io.netty.channel.DefaultChannelPipeline",
			// objects that become bodies
			"org.springframework.core.codec", "org.springframework.http.codec",
			// queries of requests
			"org.springframework.web.server.adapter.HttpWebHandlerAdapter", "org.springframework.http.server.reactive",
			// takes what the loggers of the web framework may not write
			"org.springframework.web.HttpLogging",
			// requests to the service
			"jdk.internal.httpclient", "jdk.httpclient");

	private CappedLoggers() {
	}

	/** Caps the loggers of this process. */
	static void install() {
		if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context
				&& context.getCopyOfListenerList().stream().noneMatch(CappedLoggers.class::isInstance)) {
			CappedLoggers capped = new CappedLoggers();
			context.addListener(capped);
			capped.onReset(context);
		}
	}

	@Override
	public boolean isResetResistant() {
		return true;
	}

	@Override
	public void onReset(LoggerContext context) {
		NAMES.forEach(context::getLogger);
		context.getLoggerList().forEach((logger) -> onLevelChange(logger, logger.getLevel()));
	}

	/** Caps a logger. One without a level has that of its parent. */
	@Override
	public void onLevelChange(Logger logger, @Nullable Level level) {
		boolean fine = (level != null) ? level.isGreaterOrEqual(Level.WARN) : !NAMES.contains(logger.getName());
		if (!fine && NAMES.stream().anyMatch((name) -> isBelow(logger.getName(), name))) {
			logger.setLevel(Level.WARN);
		}
	}

	private static boolean isBelow(String logger, String name) {
		return logger.startsWith(name) && (logger.length() == name.length() || logger.charAt(name.length()) == '.');
	}

	@Override
	public void onStart(LoggerContext context) {
	}

	@Override
	public void onStop(LoggerContext context) {
	}

}
