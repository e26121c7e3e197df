package io.github.gigachat.samples.readme;

import java.time.ZoneId;
import java.time.ZonedDateTime;

import org.springframework.ai.tool.annotation.Tool;
import org.springframework.ai.tool.annotation.ToolParam;

class CityClock {

	@Tool(description = "Current date and time in a city")
	String currentTime(@ToolParam(description = "IANA time zone, for example Europe/Moscow") String timeZone) {
		return ZonedDateTime.now(ZoneId.of(timeZone)).toString();
	}

}
