package bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A process as Linux sees it.
 *
 * @param pid its id
 */
record MeasuredProcess(long pid) {

	/** The unit of times in {@code /proc/PID/stat} on every Linux of today. */
	private static final long TICK_MICROS = 10_000;

	/** The state of a socket in {@code /proc/PID/net/tcp}. */
	private static final String LISTENS = "0A";

	/** 127.0.0.1, the same as an address of IPv6, and ::1. */
	private static final String LOOPBACK = "(0100007F|0{16}FFFF00000100007F|0{24}01000000):.*";

	static MeasuredProcess own() {
		return new MeasuredProcess(ProcessHandle.current().pid());
	}

	/** Returns the time of all processors, of user and kernel. */
	long cpuMicros() {
		String stat = read("stat");
		String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
		return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * TICK_MICROS;
	}

	/** Returns the number of threads, without those that {@link MeasuredJvm} needs. */
	int threads() throws IOException {
		try (Stream<Path> tasks = Files.list(Path.of("/proc", Long.toString(this.pid), "task"))) {
			return (int) tasks.filter((task) -> !threadName(task).matches("(RMI|JMX|Attach) .*")).count();
		}
	}

	private static String threadName(Path task) {
		try {
			return Files.readString(task.resolve("comm")).trim();
		}
		catch (IOException ex) {
			return "ended";
		}
	}

	/** Returns the greatest memory that the process had so far. */
	double peakMegabytes() {
		return Long.parseLong(read("status").replaceAll("(?s).*\\nVmHWM:\\s*(\\d+).*", "$1")) / 1024.0;
	}

	/** Fails if the process listens on an address that other machines may reach. */
	void checkListensOnLoopbackOnly() throws IOException {
		Set<String> sockets = new HashSet<>();
		try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of("/proc", Long.toString(this.pid), "fd"))) {
			for (Path file : files) {
				// the directory itself is gone by now
				sockets.add(Files.isSymbolicLink(file) ? Files.readSymbolicLink(file).toString() : "");
			}
		}
		for (String line : (read("net/tcp") + read("net/tcp6")).split("\n")) {
			String[] fields = line.trim().split("\\s+");
			if (fields[3].equals(LISTENS) && sockets.contains("socket:[" + fields[9] + "]")
					&& !fields[1].matches(LOOPBACK)) {
				throw Bench.failed("process " + this.pid + " listens on " + fields[1] + ", which is not loopback");
			}
		}
	}

	private String read(String file) {
		try {
			return Files.readString(Path.of("/proc", Long.toString(this.pid), file));
		}
		catch (IOException ex) {
			throw new UncheckedIOException("process " + this.pid + " is gone", ex);
		}
	}

}
