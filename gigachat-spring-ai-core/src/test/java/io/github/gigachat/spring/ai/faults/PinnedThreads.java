package io.github.gigachat.spring.ai.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/**
 * Records the virtual threads that hold on to their carrier while they wait.
 */
final class PinnedThreads implements AutoCloseable {

	private static final String EVENT = "jdk.VirtualThreadPinned";

	private final Recording recording = new Recording();

	private PinnedThreads() {
		this.recording.enable(EVENT).withThreshold(Duration.ZERO).withStackTrace();
		this.recording.start();
	}

	static PinnedThreads record() {
		return new PinnedThreads();
	}

	/** Ends the recording, once. */
	List<String> seen() {
		try {
			Path file = Files.createTempFile("pinned", ".jfr");
			try {
				this.recording.stop();
				this.recording.dump(file);
				return RecordingFile.readAllEvents(file)
					.stream()
					.filter((event) -> event.getEventType().getName().equals(EVENT) && !isForAClass(event))
					.map(RecordedEvent::toString)
					.toList();
			}
			finally {
				Files.delete(file);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Loading a class, or waiting until another thread has, pins on every JDK. */
	private static boolean isForAClass(RecordedEvent event) {
		boolean reasonKnown = event.hasField("pinnedReason") && event.getString("pinnedReason") != null;
		return (reasonKnown && event.getString("pinnedReason").startsWith("Waited for initialization"))
				|| (event.getStackTrace() != null && event.getStackTrace()
					.getFrames()
					.stream()
					.anyMatch((frame) -> frame.getMethod().getType().getName().equals("java.lang.ClassLoader")));
	}

	@Override
	public void close() {
		this.recording.close();
	}

}
