package io.github.gigachat.spring.ai.internal.flatten;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever a tool is called, it goes out under a legal name and comes back as its own.
 */
class FunctionNamesTests {

	private static final String LEGAL = "[A-Za-z][A-Za-z0-9_]{0,63}";

	@ParameterizedTest
	@ValueSource(strings = { "a", "getWeather", "get_weather_2", "A1_",
			"a234567890123456789012345678901234567890123456789012345678901234" })
	void aLegalNameIsSentUnchanged(String name) {
		assertThat(FunctionNames.of(List.of(name)).toWire(name)).isEqualTo(name);
	}

	@ParameterizedTest
	@CsvSource(delimiterString = "=>", textBlock = """
			get-weather      => get_weather
			weather.get      => weather_get
			mcp/weather:get  => mcp_weather_get
			get weather      => get_weather
			1st              => f_1st
			_private         => f__private
			погода           => f_______
			''               => f_
			""")
	void anIllegalNameIsCleaned(String name, String expected) {
		FunctionNames names = FunctionNames.of(List.of(name));

		assertThat(names.toWire(name)).isEqualTo(expected);
		assertThat(names.toOwn(expected)).isEqualTo(name);
	}

	@ParameterizedTest
	@ValueSource(strings = { "text2image", "text2model3d", "get_file_content", "web_search", "code_interpreter" })
	void aToolIsNotMistakenForABuiltInFunction(String name) {
		FunctionNames names = FunctionNames.of(List.of(name));

		assertThat(names.toWire(name)).matches(name + "_[0-9a-f]{6}");
		assertThat(names.toOwn(names.toWire(name))).isEqualTo(name);
	}

	@Test
	void aCleanedNameGivesWayToALegalOneAndToAnotherCleanedOne() {
		FunctionNames names = FunctionNames.of(List.of("a.b", "a_b", "x.y", "x-y"));

		assertThat(names.toWire("a_b")).isEqualTo("a_b");
		// the first digits of each name's SHA-256
		assertThat(names.toWire("a.b")).isEqualTo("a_b_2e7336");
		assertThat(names.toWire("x.y")).isEqualTo("x_y_b24ca9");
		assertThat(names.toWire("x-y")).isEqualTo("x_y_cc96fe");
	}

	@Test
	void aNameThatIsAlreadyTakenGetsMoreDigits() {
		String digits = FunctionNames.of(List.of("a.b", "a_b")).toWire("a.b");

		FunctionNames names = FunctionNames.of(List.of("a.b", "a_b", digits));

		assertThat(names.toWire(digits)).isEqualTo(digits);
		assertThat(names.toWire("a.b")).startsWith(digits).hasSize(digits.length() + 1);
	}

	@Test
	void longNamesThatDifferInTheirEndsStayDistinct() {
		String first = "a".repeat(100) + "1";
		String second = "a".repeat(100) + "2";
		FunctionNames names = FunctionNames.of(List.of(first, second));

		assertThat(List.of(names.toWire(first), names.toWire(second))).doesNotHaveDuplicates()
			.allMatch((wire) -> wire.matches("a{57}_[0-9a-f]{6}"));
	}

	@Test
	void namesThatDifferOnlyInLoneSurrogatesStayDistinct() {
		FunctionNames names = FunctionNames.of(List.of("\ud800", "\udc00", "?"));

		assertThat(List.of(names.toWire("\ud800"), names.toWire("\udc00"), names.toWire("?"))).doesNotHaveDuplicates()
			.allMatch((wire) -> wire.matches(LEGAL));
		assertThat(names.toOwn(names.toWire("\udc00"))).isEqualTo("\udc00");
	}

	@Test
	void anUnknownNameIsPassedOn() {
		assertThat(FunctionNames.of(List.of()).toOwn("nobody")).isEqualTo("nobody");
	}

	@Property(tries = 2_000)
	void anyNamesBecomeLegalAndDistinctAndAreMappedBack(@ForAll("names") List<String> own) {
		FunctionNames names = FunctionNames.of(own);
		List<String> reversed = new ArrayList<>(own);
		Collections.reverse(reversed);
		FunctionNames again = FunctionNames.of(reversed);

		for (String name : own) {
			String wire = names.toWire(name);
			assertThat(wire).matches(LEGAL).isEqualTo(again.toWire(name));
			assertThat(names.toOwn(wire)).isEqualTo(name);
		}
		assertThat(own.stream().map(names::toWire)).doesNotHaveDuplicates();
	}

	@Provide
	Arbitrary<List<String>> names() {
		Arbitrary<String> close = Arbitraries.strings().withChars("ab_.-1ж\ud83d").ofMaxLength(4);
		Arbitrary<String> any = Arbitraries.strings().all().ofMaxLength(100);
		Arbitrary<String> builtIn = Arbitraries.of("text2image", "web_search", "web-search", "web.search", "memory");
		return Arbitraries.oneOf(close, any, builtIn).list().uniqueElements().ofMaxSize(12);
	}

	@Test
	void aToolDoesNotGetTheNameOfAFunctionThatTheRequestTakesFromTheService() {
		FunctionNames names = FunctionNames.of(List.of("weather", "we.ather"), List.of("weather", "we_ather"));

		assertThat(names.toWire("weather")).matches("weather_[0-9a-f]{6}");
		assertThat(names.toWire("we.ather")).matches("we_ather_[0-9a-f]{6}");
		assertThat(names.toOwn("weather")).isEqualTo("weather");
	}

}
