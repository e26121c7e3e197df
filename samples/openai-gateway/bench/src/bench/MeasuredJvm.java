package bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.Properties;

import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

import com.sun.management.ThreadMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;

/**
 * The heap of another JVM, by the management agent that every JDK can start in it. The
 * local agent would listen on all addresses.
 */
final class MeasuredJvm implements AutoCloseable {

	private final JMXConnector connector;

	private final MBeanServerConnection beans;

	private final MemoryMXBean memory;

	private final ThreadMXBean threads;

	MeasuredJvm(long pid) throws IOException, AttachNotSupportedException {
		String port = freePort();
		Properties agent = new Properties();
		Map.of("host", "127.0.0.1", "port", port, "rmi.port", port, "authenticate", "false", "ssl", "false")
			.forEach((name, value) -> agent.setProperty("com.sun.management.jmxremote." + name, value));
		VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
		try {
			machine.startManagementAgent(agent);
		}
		finally {
			machine.detach();
		}
		this.connector = JMXConnectorFactory
			.connect(new JMXServiceURL("service:jmx:rmi:///jndi/rmi://127.0.0.1:" + port + "/jmxrmi"));
		this.beans = this.connector.getMBeanServerConnection();
		this.memory = ManagementFactory.getPlatformMXBean(this.beans, MemoryMXBean.class);
		this.threads = ManagementFactory.getPlatformMXBean(this.beans, ThreadMXBean.class);
	}

	private static String freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return Integer.toString(socket.getLocalPort());
		}
	}

	/** Returns the bytes that all threads have allocated, ended ones too. */
	long allocatedBytes() {
		return this.threads.getTotalThreadAllocatedBytes();
	}

	/**
	 * Collects all garbage, and returns the size of the rest: that at the end of the
	 * collection, without what was allocated since.
	 */
	double usedMegabytesAfterCollection() throws IOException {
		this.memory.gc();
		long used = 0;
		for (MemoryPoolMXBean pool : ManagementFactory.getPlatformMXBeans(this.beans, MemoryPoolMXBean.class)) {
			MemoryUsage left = pool.getCollectionUsage();
			used += (pool.getType() == MemoryType.HEAP && left != null) ? left.getUsed() : 0;
		}
		return used / 1024.0 / 1024;
	}

	@Override
	public void close() throws IOException {
		this.connector.close();
	}

}
