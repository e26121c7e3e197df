package io.github.gigachat.emulator.relay;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The threads of a relay, all of them daemons, so that closing can wait for them.
 */
final class RelayThreads {

	private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

	void start(String role, Runnable task) {
		Thread thread = new Thread(() -> {
			try {
				task.run();
			}
			finally {
				this.threads.remove(Thread.currentThread());
			}
		}, "gigachat-emulator-" + role);
		thread.setDaemon(true);
		this.threads.add(thread);
		thread.start();
	}

	/**
	 * Waits for the threads to end, whose sockets are closed by now.
	 */
	void join() {
		boolean interrupted = false;
		long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
		for (Thread thread : this.threads) {
			if (thread == Thread.currentThread()) {
				continue;
			}
			thread.interrupt();
			long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
			try {
				thread.join(Math.max(1, left));
			}
			catch (InterruptedException ex) {
				interrupted = true;
				break;
			}
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}

}
