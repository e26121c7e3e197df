package io.github.gigachat.benchmarks.endtoend;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A process that this one has started, spoken to by lines.
 */
final class WorkerProcess implements AutoCloseable {

	private final Process process;

	private final BufferedReader output;

	private final Writer input;

	private WorkerProcess(Process process) {
		this.process = process;
		this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
		this.input = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
	}

	/**
	 * Starts a process on the JDK of this one. Its errors appear on the console of this
	 * process.
	 */
	static WorkerProcess start(List<String> arguments) throws IOException {
		List<String> command = new ArrayList<>();
		command.add(System.getProperty("java.home") + "/bin/java");
		command.add("-Xmx512m");
		command.add("-Dfile.encoding=UTF-8");
		command.addAll(arguments);
		return new WorkerProcess(new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
	}

	/** Returns the next line of its output. */
	String line() throws IOException {
		String line = this.output.readLine();
		if (line == null) {
			throw new IOException("A process ended early: " + this.process.info().commandLine().orElse("unknown"));
		}
		return line;
	}

	/** Returns the next line with a prefix. */
	String line(String prefix) throws IOException {
		while (true) {
			String line = line();
			if (line.startsWith(prefix)) {
				return line;
			}
		}
	}

	Measurement measure(Scenario scenario, long millis) throws IOException {
		this.input.write(scenario.name() + " " + millis + "\n");
		this.input.flush();
		return Measurement.parse(line(Measurement.PREFIX));
	}

	/** Ends the process by the end of its input, and waits for that. */
	@Override
	public void close() {
		try {
			this.input.close();
			this.process.waitFor();
		}
		catch (IOException ex) {
			this.process.destroy();
		}
		catch (InterruptedException ex) {
			this.process.destroy();
			Thread.currentThread().interrupt();
		}
	}

}
