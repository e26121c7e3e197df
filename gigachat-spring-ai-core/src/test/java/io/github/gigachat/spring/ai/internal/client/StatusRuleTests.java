package io.github.gigachat.spring.ai.internal.client;

import java.net.http.HttpHeaders;
import java.util.Map;

import io.github.gigachat.spring.ai.internal.http.ResponseHead;
import io.github.gigachat.spring.ai.internal.http.SplitBodies;
import io.github.gigachat.spring.ai.internal.http.TransportResponse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests which bodies behind HTTP 200 are errors. Each body is examined in one buffer and
 * split over two at every place.
 */
class StatusRuleTests {

	/** More white space than is looked at without a parser. */
	private static final String MUCH_SPACE = "                    ";

	private static final String ERROR = "\"status\":429,\"message\":\"Too many requests\"}";

	private final StatusRule rule = StatusRule.ofJson("choices", "data");

	@ParameterizedTest
	@ValueSource(strings = { "{", "{\"choices\":null,", "{\"data\":null,\"choices\":null,", "{\"choices\" : null,",
			"\n {\t\"choices\"\n:\r\n null , ", MUCH_SPACE + "{", MUCH_SPACE + "{\"choices\":null,",
			"{" + MUCH_SPACE + "\"choices\":null,", "{\"choices\"" + MUCH_SPACE + ":null,",
			"{\"choices\":" + MUCH_SPACE + "null,", "{\"\\u0063hoices\":null,", "{\"choice\":[1],",
			"{\"choicesOf\":[1],", "{\"Choices\":[1],", "{\"x\":{\"choices\":[1]}," })
	void aBodyWithoutAValueOfAFieldIsAnError(String beginning) {
		assertStatus(beginning + ERROR, 429);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"choices\":[],", "{\"data\":0,", "\n {\t\"choices\"\n:\r\n [] , ",
			MUCH_SPACE + "{\"choices\":[],", "{" + MUCH_SPACE + "\"choices\":[],", "{\"choices\"" + MUCH_SPACE + ":[],",
			"{\"choices\":" + MUCH_SPACE + "[],", "{\"\\u0063hoices\":[],", "{\"choices\":null,\"data\":[],",
			"{\"model\":\"x\",\"choices\":[]," })
	void aBodyWithAValueOfAFieldIsNoError(String beginning) {
		assertStatus(beginning + ERROR, 200);
	}

	private void assertStatus(String body, int expected) {
		ResponseHead head = new ResponseHead(200, HttpHeaders.of(Map.of(), (name, value) -> true));
		for (int at = 0; at <= body.length(); at++) {
			TransportResponse response = new TransportResponse(head, SplitBodies.split(body, at));
			assertThat(this.rule.decided(response).head().status()).as("split at %d", at).isEqualTo(expected);
		}
	}

}
