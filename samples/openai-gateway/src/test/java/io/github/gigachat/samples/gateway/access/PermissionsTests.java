package io.github.gigachat.samples.gateway.access;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests the models and connections that a key may use.
 */
class PermissionsTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-", value = { //
			"- | - | default | gpt-4o | gpt-4o*,GigaChat-2 | true", //
			"GigaChat-2 | - | default | gpt-4o | gpt-4o*,GigaChat-2 | true", //
			"gigachat-2 | - | default | gpt-4o | gpt-4o*,GigaChat-2 | true", //
			"gpt-4o | - | default | gpt-4o | gpt-4o*,GigaChat-2 | true", //
			"GPT-4O | - | default | gpt-4o | gpt-4o*,GigaChat-2 | true", //
			"gpt-* | - | default | gpt-4o | gpt-4o*,GigaChat-2 | true", //
			"*-Pro | - | default | gpt-4o-Pro | gpt-4o*,GigaChat-2 | false", //
			"GigaChat-2 | - | default | GigaChat-2-Max | GigaChat-2-Max | false", //
			"GigaChat-2* | - | default | GigaChat-2-Max | GigaChat-2-Max | true", //
			"*-Max,gpt-* | - | branch | gpt-4o | gpt-4o | true", //
			"*-Max | - | default | GigaChat-2-Max-preview | GigaChat-2-Max-preview | false", //
			"G*2*x | - | default | max | GigaChat-2-Max | true", //
			"GigaChat.2 | - | default | GigaChat-2 | GigaChat-2 | false", //
			"- | branch | default | GigaChat-2 | GigaChat-2 | false", //
			"- | branch,default | default | GigaChat-2 | GigaChat-2 | true", //
			"GigaChat-2 | branch | default | GigaChat-2 | GigaChat-2 | false" })
	void includes(@Nullable String models, @Nullable String upstreams, String upstream, String asked, String names,
			boolean included) {
		assertThat(new Permissions(set(models), set(upstreams)).include(upstream, asked, List.of(names.split(","))))
			.isEqualTo(included);
	}

	private static Set<String> set(@Nullable String values) {
		return (values != null) ? Set.copyOf(Arrays.asList(values.split(","))) : Set.of();
	}

}
