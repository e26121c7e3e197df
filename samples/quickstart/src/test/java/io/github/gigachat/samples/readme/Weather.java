package io.github.gigachat.samples.readme;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

import io.github.gigachat.spring.ai.FewShotExample;
import io.github.gigachat.spring.ai.GigaChatTools;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.tool.annotation.Tool;
import org.springframework.ai.tool.annotation.ToolParam;

class Weather {

	enum Sky {

		CLEAR, CLOUDY, RAIN

	}

	record Day(LocalDate date, Sky sky, int celsius) {
	}

	@Tool(description = "Weather forecast for a city")
	@FewShotExample(request = "Какая погода в Москве?", params = """
			{"city": "Москва", "days": 1}""")
	@FewShotExample(request = "Will it rain in Paris this week?", params = """
			{"city": "Paris", "days": 7}""")
	List<Day> forecast(@ToolParam(description = "Name of the city, as the user says it") String city, int days) {
		return List.of(new Day(LocalDate.now(ZoneId.of("Europe/Moscow")), Sky.CLEAR, 21));
	}

}

class WeatherAssistant {

	private final ChatClient chat;

	WeatherAssistant(ChatClient.Builder chat) {
		this.chat = chat.defaultTools(GigaChatTools.from(new Weather())).build();
	}

	String answer(String question) {
		return this.chat.prompt(question).call().content();
	}

}
