package io.github.gigachat.samples.readme;

import java.util.List;

import io.github.gigachat.emulator.EmulatedFile;
import io.github.gigachat.emulator.GigaChatEmulator;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.ByteArrayResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The example of the page on media.
 */
@SpringBootTest
@Import(EmulatorConfiguration.class)
class AlbumTests {

	@Test
	void aConversationUploadsItsPictureOnce(@Autowired GigaChatEmulator gigachat, @Autowired Album album) {
		gigachat.reset();
		gigachat.onUserMessage("in the picture").reply("A cat.");
		gigachat.onUserMessage("colour").reply("Pink.");

		assertThat(album.show("guest", new ByteArrayResource(new byte[] { 1, 2, 3 }))).isEqualTo("A cat.");
		assertThat(album.ask("guest", "Of which colour?")).isEqualTo("Pink.");

		List<EmulatedFile> uploads = gigachat.uploads();
		assertThat(uploads).hasSize(1);
		assertThat(gigachat.lastChatRequest().body()).contains("\"attachments\":[\"" + uploads.get(0).id() + "\"]");
	}

}
