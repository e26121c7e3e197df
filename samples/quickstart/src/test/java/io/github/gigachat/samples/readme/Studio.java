package io.github.gigachat.samples.readme;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.github.gigachat.spring.ai.GigaChatImage;

import org.springframework.ai.image.ImageModel;
import org.springframework.ai.image.ImageOptionsBuilder;
import org.springframework.ai.image.ImagePrompt;
import org.springframework.stereotype.Service;

@Service
class Studio {

	private final ImageModel images;

	Studio(ImageModel images) {
		this.images = images;
	}

	void draw(String description, Path target) throws IOException {
		ImagePrompt prompt = new ImagePrompt(description,
				ImageOptionsBuilder.builder().style("You are Wassily Kandinsky").build());
		GigaChatImage image = (GigaChatImage) this.images.call(prompt).getResult().getOutput();
		Files.write(target, image.getBytes());
	}

}
