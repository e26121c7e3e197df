package io.github.gigachat.spring.ai.internal.json;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that truncated JSON is recognised, in whatever buffers it arrives.
 */
class WireJsonTests {

	@ParameterizedTest
	@CsvSource(delimiterString = "=>", quoteCharacter = '`', textBlock = """
			{"a":"b"}             => false
			{"a":"b"              => true
			{"a":"\\"}            => true
			{"a":"\\""}           => false
			{"a":"\\\\"}          => false
			{"a":"\\\\\\"}        => true
			{"a":["}"]}           => false
			{"a":["}"]            => true
			["{[",{"привет":"мир  => true
			not JSON \\" at all   => true
			\\                    => false
			}                     => false
			""")
	void truncatedJsonIsRecognisedInTwoBuffers(String json, boolean truncated) {
		byte[] bytes = json.getBytes(StandardCharsets.UTF_8);

		assertThat(WireJson.isTruncated(bytes)).isEqualTo(truncated);
		for (int split = 0; split <= bytes.length; split++) {
			assertThat(WireJson.isTruncated(
					List.of(ByteBuffer.wrap(bytes, 0, split), ByteBuffer.wrap(bytes, split, bytes.length - split))))
				.as("split at " + split)
				.isEqualTo(truncated);
		}
	}

}
