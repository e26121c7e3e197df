package io.github.gigachat.spring.ai.api;

import java.util.List;
import java.util.function.Function;

import io.github.gigachat.spring.ai.api.chat.ChatCompletionChunk;
import io.github.gigachat.spring.ai.api.chat.ChatCompletionRequest;
import io.github.gigachat.spring.ai.api.chat.ChatCompletionResponse;
import io.github.gigachat.spring.ai.api.chat.FlatteningChanges;
import io.github.gigachat.spring.ai.api.chat.FunctionCall;
import io.github.gigachat.spring.ai.api.chat.RequestPreview;
import io.github.gigachat.spring.ai.api.client.ApiResponse;
import io.github.gigachat.spring.ai.internal.answer.ChatStreamHandler;
import io.github.gigachat.spring.ai.internal.answer.ChatStreamReader;
import io.github.gigachat.spring.ai.internal.client.ClientResponse;
import io.github.gigachat.spring.ai.internal.client.ServiceBody;
import io.github.gigachat.spring.ai.internal.client.ServiceClient;
import io.github.gigachat.spring.ai.internal.client.ServiceRequest;
import io.github.gigachat.spring.ai.internal.client.StatusRule;
import io.github.gigachat.spring.ai.internal.json.WireJson;
import reactor.core.publisher.Flux;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;

/**
 * Chat completions, {@code POST /chat/completions}, by call and by stream.
 */
final class ChatEndpoint {

	private static final ObjectWriter REQUEST = WireJson.writer(ChatCompletionRequest.class);

	private static final String PATH = "/chat/completions";

	/** Tells an error behind HTTP 200 from an answer. */
	private static final StatusRule STATUS = StatusRule.ofJson("choices");

	private static final ObjectReader RESPONSE = WireJson.reader(ChatCompletionResponse.class);

	private final ServiceClient client;

	ChatEndpoint(ServiceClient client) {
		this.client = client;
	}

	ApiResponse<ChatCompletionResponse> call(ChatCompletionRequest request) {
		return this.client.call(serviceRequest(request, ServiceRequest.JSON), STATUS, ChatEndpoint::read);
	}

	private static ApiResponse<ChatCompletionResponse> read(ClientResponse answer) {
		ApiResponse<ChatCompletionResponse> response = answer.read(RESPONSE);
		complete(response.body(), answer::missing);
		return response;
	}

	/**
	 * Checks that an answer has what every answer has.
	 * @param missing makes the exception that tells what it lacks
	 */
	static ChatCompletionResponse complete(ChatCompletionResponse body, Function<String, RuntimeException> missing) {
		List<ChatCompletionResponse.Choice> choices = body.choices();
		if (choices == null || choices.isEmpty()) {
			throw missing.apply((choices == null) ? "choices is missing" : "choices is empty");
		}
		if (choices.get(0) == null || choices.get(0).message() == null) {
			throw missing.apply("choices[0].message is missing");
		}
		FunctionCall call = choices.get(0).message().functionCall();
		if (call != null && !call.hasName()) {
			throw missing.apply("choices[0].message.function_call.name is missing");
		}
		return body;
	}

	RequestPreview preview(ChatCompletionRequest request) {
		return new RequestPreview(this.client.path(serviceRequest(request, ServiceRequest.JSON)),
				REQUEST.writeValueAsString(request), FlatteningChanges.none());
	}

	Flux<ApiResponse<ChatCompletionChunk>> stream(ChatCompletionRequest request) {
		return Flux.defer(() -> this.client.stream(serviceRequest(request.streamed(), ServiceRequest.EVENT_STREAM),
				(sentId, secrets) -> new ChatStreamHandler<>(sentId, secrets, STATUS, ChatStreamReader::new)));
	}

	private ServiceRequest serviceRequest(ChatCompletionRequest request, String accept) {
		return new ServiceRequest("POST", PATH, accept, ServiceBody.json(REQUEST, request));
	}

}
