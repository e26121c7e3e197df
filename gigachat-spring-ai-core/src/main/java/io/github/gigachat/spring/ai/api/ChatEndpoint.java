package io.github.gigachat.spring.ai.api;

import java.util.List;

import io.github.gigachat.spring.ai.http.CallScope;
import reactor.core.publisher.Flux;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;

/**
 * Chat completions, {@code POST /chat/completions}, by call and by stream.
 */
final class ChatEndpoint {

	private static final ObjectWriter REQUEST = WireJson.writer(ChatCompletionRequest.class);

	private static final ObjectReader RESPONSE = WireJson.reader(ChatCompletionResponse.class);

	private final ServiceClient client;

	ChatEndpoint(ServiceClient client) {
		this.client = client;
	}

	ApiResponse<ChatCompletionResponse> call(ChatCompletionRequest request, RequestHeaders headers, CallScope scope) {
		ServiceAnswer answer = this.client.exchange(serviceRequest(request, headers, ServiceRequest.JSON), scope);
		ApiResponse<ChatCompletionResponse> response = answer.read(RESPONSE);
		List<ChatChoice> choices = response.body().choices();
		if (choices == null || choices.isEmpty()) {
			throw answer.missing((choices == null) ? "choices is missing" : "choices is empty");
		}
		if (choices.get(0) == null || choices.get(0).message() == null) {
			throw answer.missing("choices[0].message is missing");
		}
		FunctionCall call = choices.get(0).message().functionCall();
		if (call != null && !call.hasName()) {
			throw answer.missing("choices[0].message.function_call.name is missing");
		}
		return response;
	}

	Flux<ApiResponse<ChatCompletionChunk>> stream(ChatCompletionRequest request, RequestHeaders headers,
			CallScope scope) {
		return Flux
			.defer(() -> this.client.stream(serviceRequest(request.streamed(), headers, ServiceRequest.EVENT_STREAM),
					scope,
					(sentId, secrets) -> new ChatStreamHandler<>(sentId, secrets, ChatStreamReader::new)));
	}

	private static ServiceRequest serviceRequest(ChatCompletionRequest request, RequestHeaders headers, String accept) {
		return new ServiceRequest("POST", "/chat/completions", accept, new JsonBody(REQUEST.writeValueAsBytes(request)),
				headers);
	}

}
