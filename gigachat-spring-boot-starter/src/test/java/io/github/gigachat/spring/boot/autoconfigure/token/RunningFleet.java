package io.github.gigachat.spring.boot.autoconfigure.token;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

import io.github.gigachat.emulator.GigaChatEmulator;

import static org.awaitility.Awaitility.await;

/**
 * Several {@link FleetMember}s, each in its own JVM.
 */
final class RunningFleet implements AutoCloseable {

	private static final String MEMBER_HEADER = "X-Client-ID";

	private final GigaChatEmulator emulator;

	private final List<Member> members = new ArrayList<>();

	private RunningFleet(GigaChatEmulator emulator) {
		this.emulator = emulator;
	}

	static RunningFleet start(int size, GigaChatEmulator emulator, RedisServer redis) {
		RunningFleet fleet = new RunningFleet(emulator);
		try {
			for (int i = 0; i < size; i++) {
				fleet.members.add(new Member("member-" + i, emulator, redis));
			}
			await().atMost(FleetFaultTests.LIMIT)
				.until(() -> fleet.members.stream().allMatch((member) -> member.said(FleetMember.READY) != null));
			fleet.members.forEach(Member::next);
			return fleet;
		}
		catch (RuntimeException | Error ex) {
			fleet.close();
			throw ex;
		}
	}

	/** Stops the calls, and returns the number of failed calls of each member. */
	List<String> stop() {
		this.members.forEach(Member::next);
		await().atMost(FleetFaultTests.LIMIT)
			.until(() -> this.members.stream().allMatch((member) -> member.said(FleetMember.DONE) != null));
		return this.members.stream()
			.map((member) -> Objects.requireNonNull(member.said(FleetMember.DONE)).substring(FleetMember.DONE.length()))
			.toList();
	}

	/** Returns the tokens that each member has sent, in the order of their first use. */
	Map<String, List<String>> tokens() {
		return this.emulator.requests()
			.stream()
			.filter((request) -> request.header(MEMBER_HEADER) != null && request.path().endsWith("/models"))
			.collect(Collectors.groupingBy((request) -> Objects.requireNonNull(request.header(MEMBER_HEADER)),
					TreeMap::new,
					Collectors.mapping((request) -> Objects.toString(request.header("Authorization")), Collectors
						.collectingAndThen(Collectors.toList(), (all) -> all.stream().distinct().toList()))));
	}

	boolean eachHasUsed(int tokens) {
		Map<String, List<String>> used = tokens();
		return used.size() == this.members.size() && used.values().stream().allMatch((all) -> all.size() >= tokens);
	}

	Set<String> newestTokens() {
		return tokens().values().stream().map((all) -> all.get(all.size() - 1)).collect(Collectors.toSet());
	}

	String output() {
		return this.members.stream().flatMap((member) -> member.output.stream()).collect(Collectors.joining("\n"));
	}

	@Override
	public void close() {
		this.members.forEach((member) -> member.process.destroyForcibly());
		this.members.forEach((member) -> member.process.onExit().join());
	}

	/**
	 * A running JVM.
	 */
	private static final class Member {

		private final Process process;

		private final Queue<String> output = new ConcurrentLinkedQueue<>();

		Member(String name, GigaChatEmulator emulator, RedisServer redis) {
			List<String> command = new ArrayList<>(List.of(
					Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m",
					"-XX:TieredStopAtLevel=1", "-cp",
					System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
					FleetMember.class.getName(), "--spring.ai.gigachat.api-key=" + emulator.apiKey(),
					"--spring.ai.gigachat.base-url=" + emulator.baseUrl(),
					"--spring.ai.gigachat.auth-url=" + emulator.authUrl(), "--spring.ai.gigachat.token.store=redis",
					"--spring.ai.gigachat.headers." + MEMBER_HEADER + "=" + name));
			for (String property : redis.properties()) {
				command.add("--" + property);
			}
			try {
				this.process = new ProcessBuilder(command).redirectErrorStream(true).start();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
			Thread reader = new Thread(this::read, name + "-output");
			reader.setDaemon(true);
			reader.start();
		}

		private void read() {
			try (BufferedReader lines = this.process.inputReader(StandardCharsets.UTF_8)) {
				lines.lines().forEach(this.output::add);
			}
			catch (IOException | UncheckedIOException ex) {
				this.output.add("output ended: " + ex);
			}
		}

		String said(String words) {
			if (!this.process.isAlive() && this.output.stream().noneMatch((line) -> line.startsWith(words))) {
				throw new IllegalStateException("A member of the fleet ended early:\n" + this.output);
			}
			return this.output.stream().filter((line) -> line.startsWith(words)).findFirst().orElse(null);
		}

		void next() {
			try {
				this.process.getOutputStream().write('\n');
				this.process.getOutputStream().flush();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
