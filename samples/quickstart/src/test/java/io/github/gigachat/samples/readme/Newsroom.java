package io.github.gigachat.samples.readme;

import java.util.List;

import io.github.gigachat.spring.ai.GigaChatOptions;
import io.github.gigachat.spring.ai.api.chat.BuiltInTool;
import io.github.gigachat.spring.ai.api.chat.ChatApi;
import io.github.gigachat.spring.ai.api.chat.GigaChatMetadata;
import io.github.gigachat.spring.ai.api.chat.WebSource;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.stereotype.Service;

@Service
class Newsroom {

	private final ChatClient chat;

	Newsroom(ChatClient.Builder chat) {
		this.chat = chat
			.defaultOptions(GigaChatOptions.builder().api(ChatApi.V2).builtInTools(List.of(BuiltInTool.WEB_SEARCH)))
			.build();
	}

	Report report(String question) {
		AssistantMessage answer = this.chat.prompt(question).call().chatResponse().getResult().getOutput();
		Object sources = answer.getMetadata().getOrDefault(GigaChatMetadata.WEB_SOURCES, List.of());
		return new Report(answer.getText(),
				((List<?>) sources).stream().map(WebSource.class::cast).map(WebSource::url).toList());
	}

	record Report(String text, List<String> sources) {
	}

}
