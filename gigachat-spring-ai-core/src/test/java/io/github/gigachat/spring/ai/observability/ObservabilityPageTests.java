package io.github.gigachat.spring.ai.observability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.MediaWire;
import io.micrometer.common.KeyValue;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.ai.chat.prompt.Prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests that the documentation lists exactly the meters and observations that exist.
 */
@Timeout(60)
class ObservabilityPageTests {

	private static final Pattern METER = Pattern.compile(
			"^\\| `(gigachat\\.[a-z.]+)` \\| ([a-z]+) \\| ([a-z_]+) \\| ([^|]+) \\| .{10,} \\|$", Pattern.MULTILINE);

	private static final Pattern OBSERVATION = Pattern
		.compile("^\\| `((?:gen_ai|http)[a-z._]+)` \\| [^|`]{10,} \\| ([^|]+) \\|$", Pattern.MULTILINE);

	private static final Pattern CODE = Pattern.compile("`([^`]+)`");

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	@Test
	void metersAreDocumentedWithTypeUnitAndTags() throws IOException {
		Map<String, String> documented = new TreeMap<>();
		Matcher row = METER.matcher(page());
		while (row.find()) {
			documented.put(row.group(1), row.group(2) + ", " + row.group(3) + ", " + codes(row.group(4)));
		}
		SimpleMeterRegistry registry = new SimpleMeterRegistry();
		service.emulator().onUserMessage("again").fail(500).then().reply("ok");

		GigaChatModel model = GigaChatModel.builder()
			.api(service.api((api) -> api.meterRegistry(registry).maxConcurrentRequests(1)))
			.meterRegistry(registry)
			.build();
		model.stream(new Prompt("again")).blockLast();
		model.call(MediaWire.prompt(MediaWire.png(MediaWire.picture())));
		model.call(MediaWire.prompt(MediaWire.png(MediaWire.picture())));

		// callers get the token before its listeners are told
		await().atMost(EmulatedService.LIMIT).until(() -> registry.find("gigachat.token.refresh").timer() != null);
		Map<String, String> measured = new TreeMap<>();
		for (Meter meter : registry.getMeters()) {
			Meter.Id id = meter.getId();
			measured.put(id.getName(), type(meter) + ", " + id.getBaseUnit() + ", "
					+ id.getTags().stream().map(Tag::getKey).sorted().toList());
			assertThat(id.getDescription()).as(id.getName()).isNotBlank();
		}
		assertThat(measured).isNotEmpty().isEqualTo(documented);
	}

	private static String type(Meter meter) {
		if (meter instanceof DistributionSummary) {
			return "summary";
		}
		return meter.getId().getType().name().toLowerCase(Locale.ROOT);
	}

	@Test
	void observationsAreDocumentedWithTheirTags() throws IOException {
		Map<String, List<String>> documented = new TreeMap<>();
		Matcher row = OBSERVATION.matcher(page());
		while (row.find()) {
			documented.put(row.group(1), codes(row.group(2)));
		}
		TestObservationRegistry registry = TestObservationRegistry.create();

		GigaChatModel.builder()
			.api(service.api((api) -> api.observationRegistry(registry)))
			.observationRegistry(registry)
			.build()
			.call(new Prompt("hello"));

		Map<String, List<String>> observed = new TreeMap<>();
		TestObservationRegistryAssert.assertThat(registry)
			.hasHandledContextsThatSatisfy((contexts) -> contexts.forEach((context) -> observed.put(context.getName(),
					context.getLowCardinalityKeyValues()
						.stream()
						.map(KeyValue::getKey)
						.sorted()
						.collect(Collectors.toList()))));
		assertThat(observed).isNotEmpty().isEqualTo(documented);
	}

	private static List<String> codes(String cell) {
		List<String> codes = new ArrayList<>();
		Matcher code = CODE.matcher(cell);
		while (code.find()) {
			codes.add(code.group(1));
		}
		codes.sort(Comparator.naturalOrder());
		return codes;
	}

	private static String page() throws IOException {
		String root = System.getProperty("gigachat.root", "");
		return Files.readString((root.isEmpty() ? Path.of("..") : Path.of(root)).resolve("docs/observability.md"));
	}

}
