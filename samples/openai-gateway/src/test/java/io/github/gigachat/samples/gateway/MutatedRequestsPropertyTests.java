package io.github.gigachat.samples.gateway;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests requests of real clients after random changes: none of them is an error of the
 * gateway, and none stays without an answer.
 */
class MutatedRequestsPropertyTests {

	private static final List<String> PATHS = List.of("/v1/chat/completions", "/v1/responses", "/v1/completions",
			"/v1/embeddings", "/v1/messages", "/v1/messages/count_tokens");

	private static final Pattern END = Pattern.compile(
			"data: (\\[DONE]|\\{\"error\":|\\{\"type\":\"(response\\.(completed|incomplete|failed)|message_stop|error)\").*\\s+$");

	/** Within a text its quotation marks would be escaped. */
	private static final Pattern FAULT = Pattern.compile("\"(type|code)\":\"(server|api|overloaded)_error\"");

	private static final List<String> VALUES = List.of("null", "true", "-1", "1e400", "1e-400", "0.1", "[]", "{}",
			"\"\"", "\"\\u0000\"", "\"\\ud800\"", "\"a\\ud800b\"", "\"\\ud83d\\ude00\"", "[[]]", "[null]", "[{}]",
			"{\"\":{}}", "123456789012345678901234567890", "\"data:image/png;base64,AAAA\"", "\"required\"",
			"{\"$ref\":\"#\"}", "{\"type\":\"function\"}", "\"../../etc/passwd\"", "\"\\r\\nSet-Cookie: a=b\"");

	private static ConfigurableApplicationContext application;

	private static GatewayClient client;

	@BeforeContainer
	static void start() {
		application = new SpringApplicationBuilder(GatewayApplication.class, EmulatorConfiguration.class)
			.run("--server.port=0", "--spring.ai.gigachat.retry.initial-interval=1ms");
		client = new GatewayClient(
				application.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
	}

	@AfterContainer
	static void stop() {
		application.close();
	}

	@Provide
	Arbitrary<Change> changedBytes() {
		return changes(MutatedRequestsPropertyTests::changedBytes);
	}

	@Provide
	Arbitrary<Change> changedValues() {
		return changes(MutatedRequestsPropertyTests::changedValues);
	}

	/** Three quarters of the requests go where their client sends them. */
	private static Arbitrary<Change> changes(BiFunction<JsonNode, Random, byte[]> change) {
		Map<String, String> requests = ClientRequests.all();
		return Arbitraries.of(requests.keySet()).flatMap((name) -> Arbitraries.longs().map((seed) -> {
			Random random = new Random(seed);
			String path = (random.nextInt(4) > 0) ? ClientRequests.path(name) : PATHS.get(random.nextInt(PATHS.size()));
			ObjectNode request = (ObjectNode) JsonMapper.shared().readTree(requests.get(name));
			request.put("stream", random.nextBoolean());
			return new Change(path, change.apply(request, random));
		}));
	}

	@Property(tries = 400, shrinking = ShrinkingMode.OFF)
	void changedBytesAreNoFaultOfTheGateway(@ForAll("changedBytes") Change change) {
		assertAnswered(change);
	}

	@Property(tries = 1000, shrinking = ShrinkingMode.OFF)
	void changedValuesAreNoFaultOfTheGateway(@ForAll("changedValues") Change change) {
		assertAnswered(change);
	}

	private static void assertAnswered(Change change) {
		GatewayClient.Answer answer = client.send(client.request(change.path)
			.timeout(Duration.ofSeconds(20))
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofByteArray(change.body)));

		String body = answer.response().body();
		assertThat(answer.status()).as(() -> change + "\n" + body).isBetween(200, 499);
		assertThat(body).isNotEmpty().doesNotContain("Exception").doesNotContain("\tat ").doesNotContain("spring.ai");
		if (answer.isStream()) {
			assertThat(END.matcher(body).find()).as(body).isTrue();
			assertThat(FAULT.matcher(body).find()).as(() -> change + "\n" + body).isFalse();
		}
		else if (answer.status() != 200) {
			assertThat(answer.error().path("message").stringValue()).isNotBlank();
		}
	}

	private static byte[] changedBytes(JsonNode request, Random random) {
		List<Byte> bytes = new ArrayList<>();
		for (byte value : JsonMapper.shared().writeValueAsBytes(request)) {
			bytes.add(value);
		}
		for (int i = random.nextInt(4); i >= 0; i--) {
			int at = random.nextInt(bytes.size());
			switch (random.nextInt(4)) {
				case 0 -> bytes.remove(at);
				case 1 -> bytes.add(at, (byte) random.nextInt(256));
				case 2 -> bytes.set(at, (byte) random.nextInt(256));
				default -> bytes.subList(at, bytes.size()).clear();
			}
			if (bytes.isEmpty()) {
				break;
			}
		}
		byte[] changed = new byte[bytes.size()];
		for (int i = 0; i < changed.length; i++) {
			changed[i] = bytes.get(i);
		}
		return changed;
	}

	private static byte[] changedValues(JsonNode request, Random random) {
		for (int i = random.nextInt(3); i >= 0; i--) {
			change(request, random);
		}
		return JsonMapper.shared().writeValueAsBytes(request);
	}

	/** Walks to a random place, and replaces, removes or repeats what is there. */
	private static void change(JsonNode node, Random random) {
		if (node instanceof ObjectNode object && !object.isEmpty()) {
			List<String> names = List.copyOf(object.propertyNames());
			String name = names.get(random.nextInt(names.size()));
			if (random.nextInt(3) > 0 && object.get(name).isContainer()) {
				change(object.get(name), random);
			}
			else if (random.nextInt(4) == 0) {
				object.remove(name);
			}
			else {
				object.set(name, value(random));
			}
		}
		else if (node instanceof ArrayNode array && !array.isEmpty()) {
			int at = random.nextInt(array.size());
			if (random.nextInt(3) > 0 && array.get(at).isContainer()) {
				change(array.get(at), random);
			}
			else if (random.nextInt(3) == 0) {
				array.add(array.get(at).deepCopy());
			}
			else {
				array.set(at, value(random));
			}
		}
	}

	private static JsonNode value(Random random) {
		return JsonMapper.shared().readTree(VALUES.get(random.nextInt(VALUES.size())));
	}

	/**
	 * A changed request, and the path to which it goes.
	 */
	static final class Change {

		private final String path;

		private final byte[] body;

		Change(String path, byte[] body) {
			this.path = path;
			this.body = body;
		}

		@Override
		public String toString() {
			return this.path + " " + new String(this.body, StandardCharsets.UTF_8);
		}

	}

}
