package io.github.gigachat.spring.ai.internal.token;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;

/**
 * A clock that only its owner moves, and the tasks that are due by it, which run on the
 * owner's thread.
 */
final class VirtualTime extends Clock implements TokenTasks {

	private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

	private final Queue<Task> tasks = new PriorityQueue<>(
			Comparator.comparing(Task::at).thenComparingLong(Task::number));

	private Instant now = BEGIN;

	private long number;

	/** The time since the begin. */
	Duration elapsed() {
		return Duration.between(BEGIN, this.now);
	}

	/** Runs what is due until then, each task at its time. */
	void advance(Duration time) {
		Instant until = this.now.plus(time);
		for (Task next = this.tasks.peek(); next != null && !next.at.isAfter(until); next = this.tasks.peek()) {
			this.tasks.remove(next);
			this.now = next.at;
			next.task.run();
		}
		this.now = until;
	}

	@Override
	public void after(Duration pause, Runnable task) {
		this.tasks.add(new Task(this.now.plus(pause), this.number++, task));
	}

	@Override
	public Instant instant() {
		return this.now;
	}

	@Override
	public ZoneId getZone() {
		return ZoneOffset.UTC;
	}

	@Override
	public Clock withZone(ZoneId zone) {
		throw new UnsupportedOperationException();
	}

	@Override
	public void close() {
		this.tasks.clear();
	}

	private record Task(Instant at, long number, Runnable task) {
	}

}
