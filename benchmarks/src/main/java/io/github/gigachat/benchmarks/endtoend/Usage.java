package io.github.gigachat.benchmarks.endtoend;

import java.lang.management.ManagementFactory;
import java.util.Arrays;

import javax.management.JMException;
import javax.management.ObjectName;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;

/**
 * The CPU time of this process, with its compiler and collector, and the bytes that its
 * threads have allocated on the heap.
 *
 * @param cpuNanos the CPU time
 * @param bytes the bytes of all threads; before JDK 21 only of those that are alive
 */
record Usage(long cpuNanos, long bytes) {

	private static final OperatingSystemMXBean SYSTEM = ManagementFactory
		.getPlatformMXBean(OperatingSystemMXBean.class);

	private static final ThreadMXBean THREADS = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

	static Usage now() {
		return new Usage(SYSTEM.getProcessCpuTime(), allocated());
	}

	Usage since(Usage before) {
		return new Usage(this.cpuNanos - before.cpuNanos, this.bytes - before.bytes);
	}

	private static long allocated() {
		try {
			// an attribute, because the method is new in JDK 21
			return (Long) ManagementFactory.getPlatformMBeanServer()
				.getAttribute(new ObjectName(ManagementFactory.THREAD_MXBEAN_NAME), "TotalThreadAllocatedBytes");
		}
		catch (JMException ex) {
			long[] all = THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds());
			return Arrays.stream(all).filter((bytes) -> bytes > 0).sum();
		}
	}

}
