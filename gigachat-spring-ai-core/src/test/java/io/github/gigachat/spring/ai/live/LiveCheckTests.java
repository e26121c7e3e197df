package io.github.gigachat.spring.ai.live;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.gigachat.emulator.ChatAnswer;
import io.github.gigachat.emulator.GigaChatEmulator;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.RecordedTraffic;
import io.github.gigachat.spring.ai.fixtures.RecordedTraffic.Recording;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * The live check against the emulator.
 */
class LiveCheckTests {

	private static final String MISMATCH = "Function calls count does not match function results count";

	/** The file names that the build's plugins take for tests by default. */
	private static final Pattern PICKED_UP = Pattern.compile("Test.*|.*Tests?|.*TestCase|IT.*|.*IT|.*ITCase");

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	@TempDir
	Path folder;

	private final ByteArrayOutputStream output = new ByteArrayOutputStream();

	private static GigaChatEmulator emulator() {
		return service.emulator();
	}

	/** Answers as a model that sees, reads and plans several calls. */
	private static void script() {
		emulator().onUserMessage("Which colour").reply("Red.");
		emulator().onUserMessage("code word")
			.respondWith((request) -> ChatAnswer.text(request.json().contains("\"function_call\":\"auto\"")
					? "The code word is Linden-4711." : "I see no document."));
		emulator().onRequest((request) -> request.json().contains("three cities"))
			.callFunction("get_weather", Map.of("city", "Tula"))
			.then()
			.fail(422, MISMATCH)
			.then()
			.reply("It is clear.");
		emulator().onRequest((request) -> request.json().contains("Rule 40"))
			.reply("pong")
			.usage(500, 1, 0)
			.then()
			.reply("pong")
			.usage(500, 1, 480);
	}

	private Properties properties() {
		Properties properties = new Properties();
		properties.setProperty("gigachat.live.base-url", emulator().baseUrl());
		properties.setProperty("gigachat.live.auth-url", emulator().authUrl());
		properties.setProperty("gigachat.live.recordings", this.folder.resolve("recordings").toString());
		return properties;
	}

	private LiveSettings settings(Properties properties) {
		return LiveSettings.of(Map.of(LiveSettings.KEY, emulator().apiKey()), properties);
	}

	private LiveReport report(Properties properties) {
		return LiveSuite.run(settings(properties), LiveRules.all(), EmulatedService.QUICK_RETRY);
	}

	private static Map<String, Verdict> verdicts(LiveReport report) {
		Map<String, Verdict> verdicts = new LinkedHashMap<>();
		report.lines().forEach((line) -> verdicts.put(line.rule().name(), line.finding().verdict()));
		return verdicts;
	}

	private String run(Map<String, String> environment, Properties properties) {
		LiveCheck.run(environment, properties, new PrintStream(this.output, true, StandardCharsets.UTF_8));
		return this.output.toString(StandardCharsets.UTF_8);
	}

	@Test
	void eachRuleGetsItsVerdict() {
		script();

		LiveReport report = report(properties());

		// the emulator takes a format beside functions, and no schema with references
		assertThat(verdicts(report)).containsExactly(Map.entry("chat-call", Verdict.CONFIRMED),
				Map.entry("chat-stream", Verdict.CONFIRMED), Map.entry("tool-call", Verdict.CONFIRMED),
				Map.entry("tool-stream", Verdict.CONFIRMED), Map.entry("tool-history", Verdict.CONFIRMED),
				Map.entry("embeddings", Verdict.CONFIRMED), Map.entry("v2-call", Verdict.CONFIRMED),
				Map.entry("v2-stream", Verdict.CONFIRMED), Map.entry("v2-tool", Verdict.CONFIRMED),
				Map.entry("strict-false", Verdict.CONFIRMED), Map.entry("format-beside-functions", Verdict.REFUTED),
				Map.entry("schema-ref", Verdict.REFUTED), Map.entry("schema-any-of", Verdict.REFUTED),
				Map.entry("document-auto", Verdict.CONFIRMED), Map.entry("document-plain", Verdict.CONFIRMED),
				Map.entry("picture", Verdict.CONFIRMED), Map.entry("cached-tokens", Verdict.CONFIRMED),
				Map.entry("count-mismatch", Verdict.CONFIRMED));
		assertThat(report.spent()).isGreaterThan(1002);
		assertThat(emulator().requests()).filteredOn((request) -> request.path().endsWith("/delete")).hasSize(3);
		// ids go back as they came: only what is written gets others
		assertThat(emulator().chatRequests()).filteredOn((request) -> request.body().contains("_state_id"))
			.isNotEmpty()
			.noneMatch((request) -> request.body().contains("00000000-0000-4000-8000-"));
	}

	@Test
	void aServiceThatFollowsNoRuleIsRefuted() {
		emulator().onUserMessage("pong")
			.replyRaw(200, "application/json",
					"{\"choices\":[{\"message\":{\"role\":\"assistant\",\"content\":\"pong\"},\"index\":0,"
							+ "\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":1,"
							+ "\"total_tokens\":4}}");
		emulator().onRequest((request) -> request.json().contains("Rule 40"))
			.reply("pong")
			.usage(500, 1, 0)
			.then()
			.reply("pong")
			.usage(20, 1, 480);
		emulator().onUserMessage("code word").reply("LINDEN-4711");

		LiveReport report = report(properties());

		assertThat(verdicts(report)).containsEntry("chat-call", Verdict.REFUTED)
			.containsEntry("chat-stream", Verdict.REFUTED)
			.containsEntry("v2-call", Verdict.REFUTED)
			.containsEntry("document-plain", Verdict.REFUTED)
			.containsEntry("picture", Verdict.REFUTED)
			.containsEntry("cached-tokens", Verdict.REFUTED)
			.containsEntry("count-mismatch", Verdict.NOT_OBSERVED);
		report.assertUsable();
	}

	@Test
	void aFeatureThatTheContractDoesNotAllowIsNoRefutation() {
		emulator().exhaustPackage();

		LiveReport report = report(properties());

		assertThat(report.lines()).extracting((line) -> line.finding().verdict()).containsOnly(Verdict.NOT_ALLOWED);
		assertThat(report.finding("chat-call").detail()).startsWith("QUOTA 402");
		report.assertUsable();
	}

	@Test
	void aModelThatIsUnknownOrHasNoFunctionsIsNotAllowed() {
		Properties properties = properties();
		properties.setProperty("gigachat.live.vision-model", "GigaChat-9");
		emulator().onRequest((request) -> !request.functions().isEmpty())
			.fail(422, "Requested model does not support functions");

		LiveReport report = report(properties);

		assertThat(verdicts(report)).containsEntry("picture", Verdict.NOT_ALLOWED)
			.containsEntry("tool-call", Verdict.NOT_ALLOWED)
			.containsEntry("v2-tool", Verdict.NOT_ALLOWED)
			.containsEntry("chat-call", Verdict.CONFIRMED);
	}

	@Test
	void aRefusedKeyReachesNoRuleAndFailsTheBuild() {
		emulator().onToken().fail(401);

		LiveReport report = report(properties());

		assertThat(report.lines()).extracting((line) -> line.finding().verdict()).containsOnly(Verdict.NOT_REACHED);
		assertThat(emulator().chatRequests()).isEmpty();
		assertThatExceptionOfType(AssertionError.class).isThrownBy(report::assertUsable).withMessageContaining("401");
	}

	@Test
	void anAnswerOfAGatewayReachesNoRule() {
		emulator().onAnyMessage().replyRaw(404, "text/html", "<html>not found</html>");

		LiveReport report = report(properties());

		assertThat(verdicts(report)).containsEntry("chat-call", Verdict.NOT_REACHED)
			.containsEntry("chat-stream", Verdict.NOT_REACHED)
			.containsEntry("tool-call", Verdict.NOT_REACHED);
		assertThat(emulator().chatRequests()).hasSize(2);
	}

	@Test
	void theBudgetEndsTheRequests() {
		emulator().onUserMessage("pong").reply("pong").usage(60, 40, 0);
		Properties properties = properties();
		properties.setProperty("gigachat.live.budget", "150");

		LiveReport report = report(properties);

		assertThat(emulator().chatRequests()).hasSize(2);
		assertThat(report.spent()).isEqualTo(200);
		assertThat(verdicts(report)).containsEntry("chat-stream", Verdict.CONFIRMED)
			.containsEntry("tool-call", Verdict.LEFT_OUT)
			.containsEntry("embeddings", Verdict.LEFT_OUT)
			.containsEntry("picture", Verdict.LEFT_OUT);
		assertThat(report.toString()).contains("left out, budget spent (16): tool-call, ")
			.contains("Tokens: 200 of at most 150");
		report.assertUsable();
	}

	@Test
	void theBudgetEndsARunningRule() {
		emulator().onUserMessage("weather").callFunction("get_weather", Map.of("city", "Tula")).usage(90, 20, 0);
		Properties properties = properties();
		properties.setProperty("gigachat.live.budget", "100");

		LiveReport report = LiveSuite.run(settings(properties), List.of(LiveRules.named("tool-call")),
				EmulatedService.QUICK_RETRY);

		assertThat(emulator().chatRequests()).hasSize(1);
		assertThat(verdicts(report)).containsEntry("tool-call", Verdict.LEFT_OUT);
	}

	@Test
	void aFaultOfTheCheckFailsTheBuild() {
		LiveRule faulty = new LiveRule("faulty", "A rule with a fault.", (asked) -> {
			throw new IllegalStateException("a fault at https://bank-MARKER.example", new IOException("MARKER"));
		});

		LiveReport report = LiveSuite.run(settings(properties()), List.of(faulty), EmulatedService.QUICK_RETRY);

		assertThat(report.finding("faulty").verdict()).isEqualTo(Verdict.BROKEN);
		assertThatExceptionOfType(AssertionError.class).isThrownBy(report::assertUsable)
			.withMessageContaining("faulty")
			.satisfies((error) -> assertThat(error).hasStackTraceContaining("java.lang.IllegalStateException")
				.hasStackTraceContaining("aFaultOfTheCheckFailsTheBuild")
				.satisfies((thrown) -> assertThat(Throwables.getStackTrace(thrown)).doesNotContain("MARKER")));
	}

	@Test
	void sendsNothingAndSaysSoWithoutAKey() {
		String printed = run(Map.of(LiveSettings.KEY, " "), properties());

		assertThat(printed).contains("GIGACHAT_API_KEY is not set");
		assertThat(emulator().requests()).isEmpty();
		assertThat(this.folder.resolve("recordings")).doesNotExist();
	}

	@Test
	void printsTheReportAndWritesItBesideTheRecordings() throws IOException {
		script();
		Path written = this.folder.resolve("recordings");
		Files.createDirectories(written);
		Files.writeString(written.resolve("live-of-an-earlier-run.json"), "[]");
		Files.writeString(written.resolve("of-somebody-else.json"), "[]");

		String printed = run(Map.of(LiveSettings.KEY, emulator().apiKey()), properties());

		assertThat(printed).contains("chat-call: confirmed\n    A whole answer of v1 has one choice")
			.contains("schema-ref: refuted")
			.contains("confirmed (15): chat-call, chat-stream, ")
			.contains(written.toString());
		assertThat(printed).startsWith(Files.readString(written.resolve("report.txt")));
		try (Stream<Path> files = Files.list(written)) {
			assertThat(files.map((file) -> file.getFileName().toString()))
				.contains("live-chat-call.json", "live-picture.json", "of-somebody-else.json")
				.doesNotContain("live-of-an-earlier-run.json")
				.hasSize(LiveRules.all().size() + 2);
		}
	}

	@Test
	void aRecordingIsReplayedWithTheSameVerdict() throws IOException {
		script();
		LiveReport report = report(properties());

		List<Recording> recordings = RecordedTraffic.recordings(this.folder.resolve("recordings"));

		assertThat(recordings).hasSameSizeAs(LiveRules.all()).allMatch(LiveReplay::takes);
		for (Recording recording : recordings) {
			String rule = recording.name().replaceFirst("^live-", "").replaceFirst("\\.json$", "");
			assertThat(LiveReplay.replay(recording)).as(rule).isEqualTo(report.finding(rule));
		}
	}

	@Test
	void runsOnlyWithTheProfile() {
		assertThat(LiveCheck.class.getSimpleName()).doesNotMatch(PICKED_UP);
		assertThat(LiveCheckTests.class.getSimpleName()).matches(PICKED_UP);
		assertThat(System.getProperty(LiveCheck.PROFILE)).isNull();
		assertThatExceptionOfType(TestAbortedException.class).isThrownBy(LiveCheck::assumeProfile)
			.withMessageContaining("profile live");
	}

	@Test
	void settingsComeFromPropertiesAndThenFromTheEnvironment() {
		Properties properties = new Properties();
		properties.setProperty("basedir", "/base");
		properties.setProperty("gigachat.live.model", "GigaChat-2-Max");
		Map<String, String> environment = Map.of("GIGACHAT_API_KEY", "a2V5", "GIGACHAT_MODEL", "GigaChat-2-Pro",
				"GIGACHAT_SCOPE", "GIGACHAT_API_CORP");

		LiveSettings settings = LiveSettings.of(environment, properties);

		assertThat(settings).isEqualTo(new LiveSettings("a2V5", "GIGACHAT_API_CORP", "https://api.giga.chat/v1",
				"https://ngw.devices.sberbank.ru:9443/api/v2/oauth", "GigaChat-2-Max", "GigaChat-2-Pro", "Embeddings",
				Path.of("/base/target/live-recordings"), 20_000));
		assertThat(settings.toString()).doesNotContain("a2V5");
		properties.setProperty("gigachat.live.budget", "many");
		assertThatIllegalArgumentException().isThrownBy(() -> LiveSettings.of(environment, properties))
			.withMessageContaining("gigachat.live.budget")
			.withMessageContaining("many");
	}

}
