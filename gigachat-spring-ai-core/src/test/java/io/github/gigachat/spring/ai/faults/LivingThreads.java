package io.github.gigachat.spring.ai.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

import javax.management.JMException;
import javax.management.ObjectName;

/**
 * The threads of this JVM, virtual ones too.
 */
final class LivingThreads {

	private static final Pattern NAME = Pattern.compile("^#\\d+ \"([^\"]*)\"", Pattern.MULTILINE);

	private LivingThreads() {
	}

	/**
	 * The names of the threads that live now, in the order of the JVM's dump.
	 */
	static List<String> names() {
		try {
			Path folder = Files.createTempDirectory("threads");
			Path file = folder.resolve("threads.txt");
			try {
				ManagementFactory.getPlatformMBeanServer()
					.invoke(new ObjectName("com.sun.management:type=HotSpotDiagnostic"), "dumpThreads",
							new Object[] { file.toAbsolutePath().toString(), "TEXT_PLAIN" },
							new String[] { String.class.getName(), String.class.getName() });
				return NAME.matcher(Files.readString(file)).results().map((match) -> match.group(1)).toList();
			}
			finally {
				Files.deleteIfExists(file);
				Files.delete(folder);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (JMException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
