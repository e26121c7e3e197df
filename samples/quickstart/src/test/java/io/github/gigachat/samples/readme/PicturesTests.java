package io.github.gigachat.samples.readme;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.github.gigachat.emulator.GigaChatEmulator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The examples of the page on pictures.
 */
@SpringBootTest
@Import(EmulatorConfiguration.class)
class PicturesTests {

	@Autowired
	GigaChatEmulator gigachat;

	@TempDir
	Path folder;

	@Test
	void aPictureOfAnAnswerIsWritten(@Autowired Painter painter) throws IOException {
		this.gigachat.reset();
		this.gigachat.onUserMessage("cat").draw("Here is your cat.");

		assertThat(painter.paint("Draw a cat", this.folder.resolve("cat.jpg"))).isEqualTo("Here is your cat.");
		assertThat(Files.readAllBytes(this.folder.resolve("cat.jpg")))
			.isEqualTo(this.gigachat.drawings().get(0).content());
	}

	@Test
	void aPictureOfTheImageModelIsWritten(@Autowired Studio studio) throws IOException {
		this.gigachat.reset();

		studio.draw("a pink cat", this.folder.resolve("cat.jpg"));

		assertThat(Files.readAllBytes(this.folder.resolve("cat.jpg")))
			.isEqualTo(this.gigachat.drawings().get(0).content());
		assertThat(this.gigachat.lastChatRequest().chat().messages().get(0).content())
			.isEqualTo("You are Wassily Kandinsky");
	}

}
