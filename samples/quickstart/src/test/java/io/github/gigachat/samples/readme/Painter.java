package io.github.gigachat.samples.readme;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

import io.github.gigachat.spring.ai.GigaChatOptions;
import io.github.gigachat.spring.ai.api.chat.FunctionCallMode;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.content.Media;
import org.springframework.stereotype.Service;

@Service
class Painter {

	private final ChatClient chat;

	Painter(ChatClient.Builder chat) {
		this.chat = chat
			.defaultOptions(GigaChatOptions.builder().model("GigaChat-2-Max").functionCall(FunctionCallMode.AUTO))
			.build();
	}

	String paint(String wish, Path target) throws IOException {
		ChatResponse response = this.chat.prompt(wish).call().chatResponse();
		AssistantMessage answer = Objects.requireNonNull(response).getResult().getOutput();
		for (Media picture : answer.getMedia()) {
			Files.write(target, picture.getDataAsByteArray());
		}
		return Objects.requireNonNullElse(answer.getText(), "");
	}

}
