package io.github.gigachat.spring.ai.api;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

import io.github.gigachat.spring.ai.api.chat.FunctionDefinition;
import io.github.gigachat.spring.ai.api.client.ApiResponse;
import io.github.gigachat.spring.ai.api.client.RequestHeaders;
import io.github.gigachat.spring.ai.internal.client.ResponseReader;
import io.github.gigachat.spring.ai.internal.client.ServiceBody;
import io.github.gigachat.spring.ai.internal.client.ServiceClient;
import io.github.gigachat.spring.ai.internal.client.ServiceRequest;
import io.github.gigachat.spring.ai.internal.http.RequestBuffers;
import io.github.gigachat.spring.ai.internal.json.WireJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectWriter;

/**
 * Endpoints that prepare functions for a model: {@code /functions}. The official Python
 * client has these endpoints; the documentation of the service does not describe them.
 */
public final class GigaChatFunctions {

	private static final String TEXT = "text/plain; charset=UTF-8";

	private static final ObjectWriter FUNCTION = WireJson.writer(FunctionDefinition.class);

	private static final ResponseReader<ConvertedFunctions> CONVERTED = ResponseReader.of(ConvertedFunctions.class,
			GigaChatFunctions::missing, "functions");

	private static final ResponseReader<FunctionValidation> VALIDATION = ResponseReader.of(FunctionValidation.class,
			(verdict) -> (verdict.message() != null || verdict.errors() != null) ? null
					: "message and errors are missing",
			"errors", "warnings", "json_ai_rules_version");

	private final ServiceClient client;

	GigaChatFunctions(ServiceClient client) {
		this.client = client;
	}

	private static @Nullable String missing(ConvertedFunctions converted) {
		if (converted.functions() == null) {
			return "functions is missing";
		}
		return converted.functions().stream().anyMatch((function) -> function == null || function.name() == null)
				? "a function's name is missing" : null;
	}

	/**
	 * Returns the same endpoints with additional request headers.
	 * @param headers the headers of each request, such as {@code X-Client-ID}
	 * @return the endpoints with these headers
	 */
	public GigaChatFunctions withHeaders(RequestHeaders headers) {
		return new GigaChatFunctions(this.client.withHeaders(Objects.requireNonNull(headers, "headers")));
	}

	/**
	 * Converts the description of an API to functions: {@code POST /functions/convert}.
	 * @param openApi the text of an OpenAPI description
	 * @return the functions
	 */
	public ApiResponse<ConvertedFunctions> convert(String openApi) {
		byte[] bytes = openApi.getBytes(StandardCharsets.UTF_8);
		RequestBuffers text = new RequestBuffers();
		text.write(bytes, 0, bytes.length);
		return this.client.call(ServiceRequest.post("/functions/convert", ServiceBody.of(TEXT, text)), CONVERTED);
	}

	/**
	 * Validates a function by the rules of the service: {@code POST /functions/validate}.
	 * @param function the function
	 * @return the result with its findings
	 */
	public ApiResponse<FunctionValidation> validate(FunctionDefinition function) {
		ServiceBody body = ServiceBody.json(FUNCTION, function);
		return this.client.call(ServiceRequest.post("/functions/validate", body), VALIDATION);
	}

}
