package io.github.gigachat.spring.ai.faults;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import io.github.gigachat.spring.ai.failure.GigaChatFailure;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever a server sends, an application gets the right answer or a typed error, in
 * time.
 */
@Timeout(300)
class HostileResponseTests {

	private static final int SOME = 500;

	private static final int MANY = 10_000;

	static List<Sample> samples() {
		return Samples.all();
	}

	@ParameterizedTest
	@MethodSource("samples")
	void theUnchangedSamplesAreUnderstood(Sample sample) throws IOException {
		try (HostileService service = HostileService.start()) {
			HostileResponse response = Mutator.unharmed(sample);
			HostileService.Result result = service.ask(sample.kind(), response);

			assertThat(complaint(sample, response, result)).isNull();
			if (sample.status() != 200) {
				assertThat(result.failure()).isInstanceOf(GigaChatFailure.class);
			}
		}
	}

	@Test
	void someMutationsAreHandled() throws IOException {
		mutations(SOME);
	}

	@Test
	@Tag("faults")
	void manyMutationsAreHandled() throws IOException {
		mutations(MANY);
	}

	private static void mutations(int count) throws IOException {
		Mutator mutator = new Mutator(Seed.of(count + " hostile responses"));
		List<Sample> samples = samples();
		List<String> complaints = new ArrayList<>();
		Map<String, Integer> outcomes = new TreeMap<>();
		try (HostileService service = HostileService.start()) {
			for (int i = 0; i < count; i++) {
				Sample sample = samples.get(i % samples.size());
				HostileResponse response = mutator.mutate(sample);
				long begin = System.nanoTime();
				HostileService.Result result = service.ask(sample.kind(), response);
				long millis = (System.nanoTime() - begin) / 1_000_000;
				outcomes.merge(outcome(result), 1, Integer::sum);
				String complaint = complaint(sample, response, result);
				if (complaint == null && millis > 2 * HostileService.CALL_TIMEOUT.toMillis()) {
					complaint = "It took " + millis + " ms";
				}
				if (complaint != null) {
					complaints.add("No " + i + ": " + complaint + "\n" + response);
				}
			}
		}
		System.out.println(count + " hostile responses: " + outcomes);
		assertThat(complaints.stream().limit(10)).as("%d complaints", complaints.size()).isEmpty();
		assertThat(outcomes).containsKeys("answered", "CUT", "PROTOCOL");
	}

	private static String outcome(HostileService.Result result) {
		if (result.failure() == null) {
			return "answered";
		}
		return (result.failure() instanceof GigaChatFailure typed) ? typed.kind().name() : "not typed";
	}

	/** What is wrong with a result, {@code null} when nothing is. */
	private static @Nullable String complaint(Sample sample, HostileResponse response, HostileService.Result result) {
		if (result.failure() != null && !result.isTyped()) {
			StackTraceElement[] stack = result.failure().getStackTrace();
			return "It failed with " + result.failure() + ((stack.length > 0) ? " at " + stack[0] : "") + ", cause "
					+ result.failure().getCause();
		}
		if (sample.status() != 200 && response.headIntact() && result.failure() == null) {
			return "A refusal was taken for an answer";
		}
		byte[] body = (response.entity() != null) ? response.entity() : sample.bytes();
		boolean known = response.entity() != null || response.headIntact();
		return (known && sample.status() == 200) ? complaintOfText(sample.kind(), body, result) : null;
	}

	private static @Nullable String complaintOfText(Sample.Kind kind, byte[] body, HostileService.Result result) {
		if (Oracle.isInDoubt(body)) {
			return null;
		}
		boolean ended = result.failure() == null;
		if (kind == Sample.Kind.CALL && ended) {
			String expected = Oracle.textOfCall(body);
			return result.text().equals(expected) ? null
					: "Instead of '" + expected + "' it was '" + result.text() + "'";
		}
		if (kind == Sample.Kind.STREAM) {
			Oracle.StreamTexts texts = Oracle.textsOfStream(body);
			boolean right = ended ? texts.are(result.text()) : texts.begin(result.text());
			return right ? null
					: "Of '" + texts + "' came '" + result.text() + "', then " + Objects.toString(result.failure());
		}
		return null;
	}

}
