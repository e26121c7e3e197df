package io.github.gigachat.samples.readme;

import java.nio.file.Path;

import io.github.gigachat.spring.ai.GigaChatTokenCountEstimator;
import io.github.gigachat.spring.ai.api.FileUpload;
import io.github.gigachat.spring.ai.api.GigaChatApi;

import org.springframework.core.io.FileSystemResource;
import org.springframework.util.MimeType;

class Archive {

	private final GigaChatApi gigachat;

	private final GigaChatTokenCountEstimator tokens;

	Archive(GigaChatApi gigachat) {
		this.gigachat = gigachat;
		this.tokens = GigaChatTokenCountEstimator.builder().api(gigachat).build();
	}

	String keep(Path report) {
		FileUpload file = FileUpload.of(report.getFileName().toString(), MimeType.valueOf("application/pdf"),
				new FileSystemResource(report));
		return this.gigachat.files().upload(file).body().id();
	}

	byte[] read(String id) {
		return this.gigachat.files().content(id).body().bytes();
	}

	void forget(String id) {
		this.gigachat.files().delete(id);
	}

	int tokensOf(String text) {
		return this.tokens.estimate(text);
	}

}
