package io.github.gigachat.spring.ai;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.api.chat.FunctionCallMode;
import io.github.gigachat.spring.ai.api.chat.TokenUsage;
import io.github.gigachat.spring.ai.api.client.RequestHeaders;
import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import io.github.gigachat.spring.ai.internal.flatten.FileIds;
import io.github.gigachat.spring.ai.internal.flatten.FlattenedConversation;
import io.github.gigachat.spring.ai.internal.flatten.GeneratedFiles;
import io.github.gigachat.spring.ai.internal.flatten.MessageFlattener;

import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.metadata.DefaultUsage;
import org.springframework.ai.chat.metadata.EmptyUsage;
import org.springframework.ai.chat.metadata.Usage;
import org.springframework.ai.image.ImageMessage;
import org.springframework.ai.image.ImageResponse;
import org.springframework.ai.image.ImageResponseMetadata;
import org.springframework.util.StringUtils;

/**
 * A description on its way to the service and back as pictures: a request for each, and
 * their answers put together.
 */
final class ImageCall {

	/**
	 * Whole words that ask. Asking twice does no harm, and a description that merely
	 * holds such a letter sequence has to be asked for.
	 */
	private static final Pattern ASKS = Pattern
		.compile("(?<!\\p{L})(?:draw|paint|sketch|illustrate|generate|create|render"
				+ "|(?:на|по)?рису(?:й|йте|ем)|изобрази(?:те)?|с?генерируй(?:те)?|созда(?:й|йте)|покажи(?:те)?)(?!\\p{L})",
				Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

	/** The service's own functions are allowed, and none of others is offered. */
	private static final GigaChatOptions DRAWING = GigaChatOptions.builder()
		.functionCall(FunctionCallMode.AUTO)
		.build();

	private final GigaChatApi api;

	private final List<ImageRequest> drawings = new ArrayList<>();

	/**
	 * Creates the call.
	 * @param api what it goes through
	 * @param flattener what writes the request
	 * @param messages what to draw
	 * @param options the options
	 * @throws GigaChatNonTransientException when there is nothing to draw
	 */
	ImageCall(GigaChatApi api, MessageFlattener flattener, List<ImageMessage> messages, GigaChatImageOptions options) {
		Map<String, String> headers = options.getHeaders();
		this.api = (headers != null) ? api.withHeaders(new RequestHeaders(null, headers)) : api;
		FlattenedConversation conversation = flattener.flatten(conversation(messages, options), List.of(),
				OptionRules.settings(DRAWING), FileIds.none(), GeneratedFiles.none());
		int count = (options.getN() != null) ? options.getN() : 1;
		for (int i = 0; i < count; i++) {
			this.drawings.add(new ImageRequest(conversation, String.valueOf(options.getModel())));
		}
	}

	private static List<Message> conversation(List<ImageMessage> messages, GigaChatImageOptions options) {
		String text = messages.stream()
			.map(ImageMessage::getText)
			.filter(StringUtils::hasText)
			.collect(Collectors.joining("\n"));
		if (text.isEmpty()) {
			throw GigaChatNonTransientException.invalidOption("messages", "The image prompt has no text",
					"Say what to draw");
		}
		UserMessage asking = new UserMessage(asking(text));
		String style = options.getStyle();
		return (style != null && StringUtils.hasText(style)) ? List.of(new SystemMessage(style), asking)
				: List.of(asking);
	}

	/** The model draws only when it is asked to; a description alone it would discuss. */
	private static String asking(String text) {
		if (ASKS.matcher(text).find()) {
			return text;
		}
		boolean russian = text.codePoints()
			.anyMatch((character) -> Character.UnicodeScript.of(character) == Character.UnicodeScript.CYRILLIC);
		return (russian ? "Нарисуй: " : "Draw: ") + text;
	}

	/** Makes the call. */
	ImageResponse answer() {
		List<Function<GigaChatApi, ImageRequest>> attempts = new ArrayList<>();
		this.drawings.forEach((drawing) -> attempts.add(drawing::draw));
		List<ImageRequest> drawn = this.api.callAll(attempts);
		return new ImageResponse(drawn.stream().map(ImageRequest::generation).toList(), metadata(drawn));
	}

	private static ImageResponseMetadata metadata(List<ImageRequest> drawn) {
		Long created = drawn.get(0).created();
		ImageResponseMetadata metadata = (created != null) ? new ImageResponseMetadata(created * 1000)
				: new ImageResponseMetadata();
		metadata.put(GigaChatImageModel.MODEL, drawn.get(0).answeringModel());
		metadata.put(GigaChatImageModel.REQUEST_IDS,
				drawn.stream().map(ImageRequest::requestId).filter(Objects::nonNull).toList());
		metadata.setUsage(usage(drawn));
		return metadata;
	}

	private static Usage usage(List<ImageRequest> drawn) {
		if (drawn.size() == 1) {
			return drawn.get(0).usage();
		}
		int prompt = 0;
		int completion = 0;
		int total = 0;
		long cached = 0;
		for (ImageRequest drawing : drawn) {
			Usage usage = drawing.usage();
			prompt += usage.getPromptTokens();
			completion += usage.getCompletionTokens();
			total += usage.getTotalTokens();
			cached += (usage.getCacheReadInputTokens() != null) ? usage.getCacheReadInputTokens() : 0;
		}
		return (total == 0) ? new EmptyUsage() : new DefaultUsage(prompt, completion, total,
				new TokenUsage(prompt, completion, total, (int) cached), cached, null);
	}

}
