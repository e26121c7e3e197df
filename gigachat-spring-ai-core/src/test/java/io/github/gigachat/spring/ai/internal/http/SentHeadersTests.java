package io.github.gigachat.spring.ai.internal.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests the names, the values and the order of the headers of a request.
 */
class SentHeadersTests {

	private final SentHeaders headers = new SentHeaders();

	@Test
	void aNameInAnotherCaseReplacesTheValue() {
		this.headers.set("X-Session-ID", "one");
		this.headers.set("Accept", "text/plain");
		this.headers.set("x-session-id", "two");
		this.headers.setAll(Map.of("ACCEPT", "application/json"));

		assertThat(pairs()).containsExactly("X-Session-ID=two", "Accept=application/json");
		assertThat(this.headers.get("X-SESSION-ID")).isEqualTo("two");
		assertThat(this.headers.get("X-Session")).isNull();
	}

	@Test
	void anyNumberOfHeadersKeepsItsOrder() {
		Map<String, String> many = new LinkedHashMap<>();
		for (int i = 45; i > 0; i--) {
			many.put("X-" + i, "value " + i);
		}
		SentHeaders sent = SentHeaders.of(many);

		assertThat(sent.names()).containsExactlyElementsOf(many.keySet());
		assertThat(many).allSatisfy((name, value) -> assertThat(sent.get(name)).isEqualTo(value));
	}

	@Test
	void itsTextHasTheNamesOnly() {
		this.headers.set("Authorization", "Bearer s3cr3t");
		this.headers.set("X-Client-ID", "s3cr3t");

		assertThat(this.headers).hasToString("[Authorization, X-Client-ID]");
	}

	private List<String> pairs() {
		List<String> pairs = new ArrayList<>();
		this.headers.forEach((name, value) -> pairs.add(name + "=" + value));
		return pairs;
	}

}
