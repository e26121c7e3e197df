package io.github.gigachat.samples.readme;

import java.util.Map;
import java.util.function.Function;

import io.github.gigachat.spring.ai.GigaChatToolDefinition;
import io.github.gigachat.spring.ai.GigaChatTools;

import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.function.FunctionToolCallback;

class Rates {

	record Pair(String from, String to) {
	}

	record Rate(double value) {
	}

	ToolCallback tool(Function<Pair, Rate> rates) {
		ToolCallback tool = FunctionToolCallback.builder("exchangeRate", rates)
			.description("Exchange rate of two currencies")
			.inputType(Pair.class)
			.build();
		return GigaChatTools.with(tool,
				GigaChatToolDefinition.from(tool.getToolDefinition())
					.fewShotExample("Сколько рублей стоит доллар?", Map.of("from", "USD", "to", "RUB"))
					.returnType(Rate.class)
					.build());
	}

}
