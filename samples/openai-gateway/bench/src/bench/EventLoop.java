package bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * One thread that serves sockets and timers, so that upstream and load cost little beside
 * what they measure.
 */
final class EventLoop {

	/** The content of a read, valid until the handler returns. */
	final ByteBuffer input = ByteBuffer.allocate(64 * 1024);

	private final Selector selector;

	private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

	private final PriorityQueue<Timer> timers = new PriorityQueue<>();

	private long timersMade;

	EventLoop() throws IOException {
		this.selector = Selector.open();
	}

	Selector selector() {
		return this.selector;
	}

	/** Runs a task on the thread of the loop; may be called from any thread. */
	void execute(Runnable task) {
		this.tasks.add(task);
		this.selector.wakeup();
	}

	/** Runs a task at a time of {@link System#nanoTime()}; on the thread of the loop. */
	void at(long nanos, Runnable task) {
		this.timers.add(new Timer(nanos, this.timersMade++, task));
	}

	/** Serves until the process ends, which a failure of a task does too. */
	void run() {
		try {
			while (true) {
				runTasks();
				this.selector.select(this::ready, untilNextTimer());
			}
		}
		catch (Throwable ex) {
			ex.printStackTrace();
			Runtime.getRuntime().halt(2);
		}
	}

	/** Starts a daemon thread that serves. */
	void start(String name) {
		Thread.ofPlatform().daemon().name(name).start(this::run);
	}

	private void ready(SelectionKey key) {
		((Connection.Ready) key.attachment()).ready();
	}

	private void runTasks() {
		for (Runnable task = this.tasks.poll(); task != null; task = this.tasks.poll()) {
			task.run();
		}
		long now = System.nanoTime();
		while (!this.timers.isEmpty() && this.timers.peek().at() - now <= 0) {
			this.timers.poll().task().run();
		}
	}

	/** Returns at least one millisecond, because 0 waits without end. */
	private long untilNextTimer() {
		if (!this.tasks.isEmpty()) {
			return 1;
		}
		Timer next = this.timers.peek();
		return (next == null) ? 1000
				: Math.clamp(TimeUnit.NANOSECONDS.toMillis(next.at() - System.nanoTime()) + 1, 1, 1000);
	}

	private record Timer(long at, long number, Runnable task) implements Comparable<Timer> {

		@Override
		public int compareTo(Timer other) {
			long difference = (this.at != other.at) ? this.at - other.at : this.number - other.number;
			return Long.signum(difference);
		}

	}

}
