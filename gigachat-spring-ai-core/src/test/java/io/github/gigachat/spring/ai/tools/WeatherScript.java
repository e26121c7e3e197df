package io.github.gigachat.spring.ai.tools;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.github.gigachat.emulator.ChatAnswer;
import io.github.gigachat.emulator.ChatMessage;
import io.github.gigachat.emulator.ChatRequest;
import io.github.gigachat.emulator.GigaChatEmulator;

/**
 * Teaches the emulator the behaviour that Spring AI's tests of tool calling expect of a
 * model: it requests the weather of each city that the user names, one call a turn, and
 * then reports it.
 */
public final class WeatherScript {

	private static final String FUNCTION = "getCurrentWeather";

	private static final Map<String, double[]> CITIES = new LinkedHashMap<>();

	static {
		CITIES.put("San Francisco", new double[] { 37.77, -122.42 });
		CITIES.put("Tokyo", new double[] { 35.68, 139.69 });
		CITIES.put("Paris", new double[] { 48.85, 2.35 });
	}

	private WeatherScript() {
	}

	public static void teach(GigaChatEmulator emulator) {
		emulator.onAnyMessage().respondWith(WeatherScript::answer);
	}

	private static ChatAnswer answer(ChatRequest request) {
		List<String> asked = CITIES.keySet().stream().filter(request.lastUserText()::contains).toList();
		List<ChatMessage> results = request.functionResults();
		if (request.offers(FUNCTION) && results.size() < asked.size()) {
			String city = asked.get(results.size());
			return ChatAnswer.functionCall(FUNCTION,
					Map.of("location", city, "lat", CITIES.get(city)[0], "lon", CITIES.get(city)[1], "unit", "C"));
		}
		if (results.isEmpty()) {
			return ChatAnswer.byDefault();
		}
		return ChatAnswer
			.text("The weather: " + results.stream().map(ChatMessage::content).collect(Collectors.joining("; ")));
	}

}
