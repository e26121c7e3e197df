package io.github.gigachat.spring.ai.api;

import java.util.Objects;

import io.github.gigachat.spring.ai.api.chat.FlatteningChanges;
import io.github.gigachat.spring.ai.api.chat.RequestPreview;
import io.github.gigachat.spring.ai.api.chat.v2.ChatV2Chunk;
import io.github.gigachat.spring.ai.api.chat.v2.ChatV2Request;
import io.github.gigachat.spring.ai.api.chat.v2.ChatV2Response;
import io.github.gigachat.spring.ai.api.client.ApiResponse;
import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import io.github.gigachat.spring.ai.internal.answer.ChatStreamHandler;
import io.github.gigachat.spring.ai.internal.answer.ChatV2StreamReader;
import io.github.gigachat.spring.ai.internal.client.ResponseReader;
import io.github.gigachat.spring.ai.internal.client.ServiceBody;
import io.github.gigachat.spring.ai.internal.client.ServiceClient;
import io.github.gigachat.spring.ai.internal.client.ServiceRequest;
import io.github.gigachat.spring.ai.internal.json.WireJson;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import tools.jackson.databind.ObjectWriter;

/**
 * Chat completions of the v2 API, {@code POST /v2/chat/completions}, by call and by
 * stream.
 */
final class ChatV2Endpoint {

	private static final ObjectWriter REQUEST = WireJson.writer(ChatV2Request.class);

	private static final ResponseReader<ChatV2Response> RESPONSE = ResponseReader.of(ChatV2Response.class,
			ChatV2Endpoint::missing, "messages");

	private final ServiceClient client;

	private final @Nullable ChatV2Target target;

	ChatV2Endpoint(ServiceClient client, @Nullable ChatV2Target target) {
		this.client = client;
		this.target = target;
	}

	ApiResponse<ChatV2Response> call(ChatV2Request request) {
		return this.client.call(serviceRequest(request, ServiceRequest.JSON), RESPONSE);
	}

	RequestPreview preview(ChatV2Request request) {
		return new RequestPreview(this.client.path(serviceRequest(request, ServiceRequest.JSON)),
				REQUEST.writeValueAsString(request), FlatteningChanges.none());
	}

	Flux<ApiResponse<ChatV2Chunk>> stream(ChatV2Request request) {
		return Flux
			.defer(() -> this.client.stream(serviceRequest(request.streamed(), ServiceRequest.EVENT_STREAM), (sentId,
					secrets) -> new ChatStreamHandler<>(sentId, secrets, RESPONSE.status(), ChatV2StreamReader::new)));
	}

	private ServiceRequest serviceRequest(ChatV2Request request, String accept) {
		if (this.target == null) {
			throw GigaChatNonTransientException.invalidRequest(
					"The URL of the v2 API is not known: spring.ai.gigachat.base-url does not end in a version such as"
							+ " /v1, which would become /v2/chat/completions",
					"Set spring.ai.gigachat.chat.v2-url (GigaChatApi.Builder.v2Url)");
		}
		return this.target.request(ServiceBody.json(REQUEST, request), accept);
	}

	private static @Nullable String missing(ChatV2Response response) {
		if (response.messages() == null) {
			return "messages is missing";
		}
		if (response.messages().stream().noneMatch(Objects::nonNull)) {
			return "messages is empty";
		}
		return ChatV2StreamReader.missing(response);
	}

}
