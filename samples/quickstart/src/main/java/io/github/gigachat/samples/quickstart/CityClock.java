package io.github.gigachat.samples.quickstart;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

import org.springframework.ai.tool.annotation.Tool;
import org.springframework.ai.tool.annotation.ToolParam;
import org.springframework.stereotype.Component;

/**
 * Tool that tells the model the time in a time zone.
 */
@Component
class CityClock {

	private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("HH:mm");

	private final Clock clock;

	CityClock(Clock clock) {
		this.clock = clock;
	}

	/**
	 * Returns the current time.
	 * @param timeZone the time zone
	 * @return the date and the time
	 * @throws java.time.DateTimeException if there is no such time zone. Spring AI
	 * reports it to the model, which may try another one
	 */
	@Tool(description = "Current date and time in a city")
	CityTime currentTime(
			@ToolParam(description = "The city's IANA time zone, for example Europe/Moscow") String timeZone) {
		ZonedDateTime now = ZonedDateTime.now(this.clock.withZone(ZoneId.of(timeZone)));
		return new CityTime(timeZone, now.toLocalDate().toString(), MINUTES.format(now), now.getDayOfWeek());
	}

	/**
	 * Result of the tool, as the model receives it.
	 *
	 * @param timeZone the time zone
	 * @param date the date, year first
	 * @param time hours and minutes
	 * @param dayOfWeek the day of the week
	 */
	record CityTime(String timeZone, String date, String time, DayOfWeek dayOfWeek) {
	}

}
