package io.github.gigachat.spring.ai;

import java.util.Objects;

import io.github.gigachat.spring.ai.api.FileContent;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.api.chat.ChatCompletionRequest;
import io.github.gigachat.spring.ai.api.chat.ChatCompletionResponse;
import io.github.gigachat.spring.ai.api.chat.GeneratedFile;
import io.github.gigachat.spring.ai.api.chat.GigaChatMetadata;
import io.github.gigachat.spring.ai.api.client.ApiResponse;
import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import io.github.gigachat.spring.ai.internal.answer.ResponseMapper;
import io.github.gigachat.spring.ai.internal.flatten.FlattenedConversation;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.metadata.Usage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.image.ImageGeneration;

/**
 * One picture on its way: asked for, then downloaded. What failed is tried again from
 * where it failed, so that a picture is not drawn, and paid for, once more.
 */
final class ImageRequest {

	private static final String REFUSED = "The service's filter of topics refused it: ask for something else";

	private static final String NOT_DRAWN = "Say what to draw, or try another model; answer() of this exception returns"
			+ " the text of the model";

	private final FlattenedConversation conversation;

	private final ChatCompletionRequest request;

	/** Written by one attempt and read by the next, which another thread may make. */
	private volatile @Nullable Drawn drawn;

	ImageRequest(FlattenedConversation conversation, String model) {
		this.conversation = conversation;
		this.request = ChatCompletionRequest.builder()
			.model(model)
			.messages(conversation.messages())
			.functionCall(conversation.functionCall())
			.build();
	}

	/** One attempt. */
	ImageRequest draw(GigaChatApi attempt) {
		Drawn present = this.drawn;
		if (present == null) {
			present = ask(attempt);
			this.drawn = present;
		}
		if (present.content() == null) {
			ApiResponse<FileContent> content = attempt.files().content(present.file().id());
			this.drawn = present.with(content.body().bytes());
		}
		return this;
	}

	private Drawn ask(GigaChatApi attempt) {
		ApiResponse<ChatCompletionResponse> answer = answer(attempt);
		ChatResponse response = new ResponseMapper(this.conversation.answers()).map(answer);
		Generation result = Objects.requireNonNull(response.getResult());
		GeneratedFile image = image(result);
		if (image == null) {
			String reason = result.getMetadata().getFinishReason();
			throw GigaChatNonTransientException.noImage(reason, answer.requestId(),
					"CONTENT_FILTER".equals(reason) ? REFUSED : NOT_DRAWN, result.getOutput().getText());
		}
		return new Drawn(response, answer, image, null);
	}

	private ApiResponse<ChatCompletionResponse> answer(GigaChatApi attempt) {
		try {
			return attempt.chatCompletion(this.request);
		}
		catch (GigaChatNonTransientException ex) {
			throw UnknownModel.isReasonOf(ex) ? ex.withHint(UnknownModel.hint("image")) : ex;
		}
	}

	private static @Nullable GeneratedFile image(Generation result) {
		if (result.getOutput().getMetadata().get(GigaChatMetadata.GENERATED_FILES) instanceof Iterable<?> files) {
			for (Object entry : files) {
				if (entry instanceof GeneratedFile file && file.target().equals(GeneratedFile.IMAGE)) {
					return file;
				}
			}
		}
		return null;
	}

	private Drawn finished() {
		return Objects.requireNonNull(this.drawn);
	}

	ImageGeneration generation() {
		Drawn finished = finished();
		Generation result = Objects.requireNonNull(finished.response().getResult());
		return new ImageGeneration(new GigaChatImage(Objects.requireNonNull(finished.content())),
				new GigaChatImageMetadata(finished.file().id(),
						Objects.requireNonNullElse(result.getOutput().getText(), ""),
						result.getMetadata().getFinishReason(), finished.answer().requestId()));
	}

	Usage usage() {
		return finished().response().getMetadata().getUsage();
	}

	String answeringModel() {
		return finished().response().getMetadata().getModel();
	}

	@Nullable String requestId() {
		return finished().answer().requestId();
	}

	@Nullable Long created() {
		return finished().answer().body().created();
	}

	/**
	 * A picture that was drawn.
	 *
	 * @param response the answer, as Spring AI has it
	 * @param answer the answer, as the service gave it
	 * @param file the picture's file
	 * @param content the file's content, once it is downloaded
	 */
	@SuppressWarnings("ArrayRecordComponent") // never compared
	private record Drawn(ChatResponse response, ApiResponse<ChatCompletionResponse> answer, GeneratedFile file,
			byte @Nullable [] content) {

		Drawn with(byte[] downloaded) {
			return new Drawn(this.response, this.answer, this.file, downloaded);
		}

	}

}
