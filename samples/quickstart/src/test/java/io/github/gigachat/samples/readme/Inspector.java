package io.github.gigachat.samples.readme;

import java.io.PrintStream;
import java.util.Objects;

import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.api.chat.FlatteningChanges;
import io.github.gigachat.spring.ai.api.chat.GigaChatMetadata;
import io.github.gigachat.spring.ai.api.chat.RequestPreview;

import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.stereotype.Service;

@Service
class Inspector {

	private final GigaChatModel model;

	Inspector(GigaChatModel model) {
		this.model = model;
	}

	void print(Prompt prompt, PrintStream target) {
		RequestPreview preview = this.model.preview(prompt);
		target.println("POST " + preview.path());
		target.println(preview.body());
		target.println("Changes: " + preview.changes());
	}

	boolean isCut(ChatResponse response) {
		String reason = response.getResult().getMetadata().get(GigaChatMetadata.NATIVE_FINISH_REASON);
		return "length".equals(reason);
	}

	FlatteningChanges changes(ChatResponse response) {
		FlatteningChanges changes = response.getMetadata().get(GigaChatMetadata.FLATTENING_CHANGES);
		return Objects.requireNonNullElse(changes, FlatteningChanges.none());
	}

}
