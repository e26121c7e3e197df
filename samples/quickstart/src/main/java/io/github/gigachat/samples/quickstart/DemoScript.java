package io.github.gigachat.samples.quickstart;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;

import io.github.gigachat.emulator.ChatAnswer;
import io.github.gigachat.emulator.ChatRequest;
import io.github.gigachat.emulator.GigaChatEmulator;

import org.springframework.boot.json.JsonParserFactory;

/**
 * Script of the emulator: a question about the time makes it call the tool and answer
 * with the tool's result, word by word.
 */
final class DemoScript {

	private static final String TOOL = "currentTime";

	/** Slow enough to see the stream. */
	private static final Duration TYPING = Duration.ofMillis(40);

	private static final Map<String, String> TIME_ZONES = Map.of("токио", "Asia/Tokyo", "tokyo", "Asia/Tokyo",
			"владивосток", "Asia/Vladivostok", "vladivostok", "Asia/Vladivostok", "лондон", "Europe/London", "london",
			"Europe/London");

	private DemoScript() {
	}

	static void write(GigaChatEmulator emulator) {
		for (String word : new String[] { "врем", "который час", "time" }) {
			emulator.onUserMessage(word).respondWith(DemoScript::askTheClock);
		}
		emulator.network().onChat().pauseBetweenEvents(TYPING).always();
		emulator.onFunctionResult(TOOL).respondWith(DemoScript::tellTheTime);
	}

	private static ChatAnswer askTheClock(ChatRequest request) {
		String text = request.lastUserText().toLowerCase(Locale.ROOT);
		String timeZone = TIME_ZONES.entrySet()
			.stream()
			.filter((city) -> text.contains(city.getKey()))
			.map(Map.Entry::getValue)
			.findAny()
			.orElse("Europe/Moscow");
		return ChatAnswer.functionCall(TOOL, Map.of("timeZone", timeZone));
	}

	private static ChatAnswer tellTheTime(ChatRequest request) {
		Map<String, Object> result = JsonParserFactory.getJsonParser().parseMap(request.lastMessage().content());
		String when = result.get("time") + ", " + result.get("date") + " (" + result.get("timeZone") + ")";
		boolean english = request.lastUserText().codePoints().allMatch((character) -> character < 0x400);
		return ChatAnswer
			.text(english ? "It is " + when + ", says the tool." : "Сейчас " + when + ", говорит инструмент.");
	}

}
