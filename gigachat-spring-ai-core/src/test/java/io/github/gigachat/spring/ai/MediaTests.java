package io.github.gigachat.spring.ai;

import java.util.List;

import io.github.gigachat.emulator.EmulatedFile;
import io.github.gigachat.emulator.RecordedRequest;
import io.github.gigachat.spring.ai.media.GigaChatMedia;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.advisor.MessageChatMemoryAdvisor;
import org.springframework.ai.chat.memory.ChatMemory;
import org.springframework.ai.chat.memory.MessageWindowChatMemory;
import org.springframework.ai.content.Media;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.util.MimeTypeUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * That media of the user's messages are with the service once, and attached to each
 * request.
 */
@Timeout(60)
class MediaTests {

	private static final byte[] PICTURE = { 1, 2, 3, 4, 5 };

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	private static List<EmulatedFile> uploads() {
		return service.emulator().uploads();
	}

	private static List<RecordedRequest> chats() {
		return service.emulator().chatRequests();
	}

	@ParameterizedTest
	@EnumSource
	void aPictureThroughTheChatClient(Way way) {
		ChatClient client = ChatClient.create(service.model());

		String answer = way.content(client.prompt()
			.user((user) -> user.text("Что на картинке?")
				.media(MimeTypeUtils.IMAGE_PNG, new ByteArrayResource(PICTURE))));

		assertThat(answer).isNotEmpty();
		assertThat(uploads()).singleElement().satisfies((file) -> {
			assertThat(file.content()).isEqualTo(PICTURE);
			assertThat(file.type()).isEqualTo("image/png");
			assertThat(file.fileName()).endsWith(".png");
			assertThat(chats()).singleElement()
				.satisfies((request) -> assertThat(request.body()).contains("\"attachments\":[\"" + file.id() + "\"]"));
		});
	}

	@ParameterizedTest
	@EnumSource
	void twentyTurnsAboutOnePicture(Way way) {
		ChatClient client = ChatClient.builder(service.model())
			.defaultAdvisors(MessageChatMemoryAdvisor
				.builder(MessageWindowChatMemory.builder().maxMessages(100).build())
				.build())
			.build();
		Media picture = Media.builder().mimeType(MimeTypeUtils.IMAGE_PNG).data(PICTURE).build();

		for (int turn = 0; turn < 20; turn++) {
			ChatClient.ChatClientRequestSpec request = client.prompt()
				.advisors((advisors) -> advisors.param(ChatMemory.CONVERSATION_ID, "one"));
			way.content((turn == 0) ? request.user((user) -> user.text("Что это?").media(picture))
					: request.user("А ещё?"));
		}

		assertThat(uploads()).hasSize(1);
		assertThat(chats()).hasSize(20)
			.allSatisfy((request) -> assertThat(request.body()).containsOnlyOnce(uploads().get(0).id()));
	}

	@Test
	void aResourceIsUploadedUnderItsName() {
		ByteArrayResource resource = new ByteArrayResource(PICTURE) {
			@Override
			public String getFilename() {
				return "отчёт 報告.png";
			}
		};

		ChatClient.create(service.model())
			.prompt()
			.user((user) -> user.text("Что это?").media(GigaChatMedia.of(MimeTypeUtils.IMAGE_PNG, resource)))
			.call()
			.content();

		assertThat(uploads()).singleElement()
			.satisfies((file) -> assertThat(file.fileName()).isEqualTo("отчёт 報告.png"));
	}

}
