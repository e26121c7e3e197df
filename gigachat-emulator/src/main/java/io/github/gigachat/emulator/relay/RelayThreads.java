package io.github.gigachat.emulator.relay;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The daemon threads of a relay.
 */
final class RelayThreads {

	private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

	void start(String role, Runnable task) {
		this.threads.removeIf(RelayThreads::hasEnded);
		Thread thread = new Thread(task, "gigachat-emulator-" + role);
		thread.setDaemon(true);
		this.threads.add(thread);
		thread.start();
	}

	/**
	 * Waits for the threads to end, including those that another thread has just started.
	 * Their sockets must be closed.
	 */
	void join() {
		long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
		try {
			while (hasOthers() && System.nanoTime() < deadline) {
				for (Thread thread : this.threads) {
					join(thread, deadline);
				}
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private boolean hasOthers() {
		return this.threads.stream().anyMatch((thread) -> thread != Thread.currentThread() && !hasEnded(thread));
	}

	private static boolean hasEnded(Thread thread) {
		return thread.getState() == Thread.State.TERMINATED;
	}

	private static void join(Thread thread, long deadline) throws InterruptedException {
		if (thread != Thread.currentThread()) {
			thread.interrupt();
			thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
		}
	}

}
