package io.github.gigachat.spring.ai.api;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.gigachat.spring.ai.api.chat.ChatCompletionRequest;
import io.github.gigachat.spring.ai.api.client.ApiResponse;
import io.github.gigachat.spring.ai.api.client.RequestHeaders;
import io.github.gigachat.spring.ai.failure.FailureDetails;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import io.github.gigachat.spring.ai.internal.client.ResponseReader;
import io.github.gigachat.spring.ai.internal.client.ServiceBody;
import io.github.gigachat.spring.ai.internal.client.ServiceClient;
import io.github.gigachat.spring.ai.internal.client.ServiceRequest;
import io.github.gigachat.spring.ai.internal.http.RequestBuffers;
import io.github.gigachat.spring.ai.internal.json.WireJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;

/**
 * Endpoints for batches of requests that are answered later: {@code /batches}. Only
 * corporate contracts include them. They are implemented from the documentation of the
 * service and were not tested against the service itself.
 */
public final class GigaChatBatches {

	private static final String PATH = "/batches";

	private static final String CHAT = "chat_completions";

	private static final String EMBEDDINGS = "embedder";

	private static final String LINES = "application/octet-stream";

	private static final ObjectWriter LINE = WireJson.writer(Batch.Line.class);

	private static final ObjectReader RESULT = WireJson.reader(BatchResult.class);

	private static final ResponseReader<Batch> BATCH = ResponseReader.of(Batch.class, GigaChatBatches::missing, "id");

	private static final ResponseReader<BatchList> LIST = ResponseReader.of(BatchList.class, GigaChatBatches::missing,
			"batches", "id");

	private final ServiceClient client;

	GigaChatBatches(ServiceClient client) {
		this.client = client;
	}

	private static @Nullable String missing(@Nullable Batch batch) {
		return (batch == null || batch.id() == null) ? "a batch's id is missing" : null;
	}

	private static @Nullable String missing(BatchList list) {
		return list.batches()
			.stream()
			.map(GigaChatBatches::missing)
			.filter((lack) -> lack != null)
			.findFirst()
			.orElse(null);
	}

	/**
	 * Returns the same endpoints with additional request headers.
	 * @param headers the headers of each request, such as {@code X-Client-ID}
	 * @return the endpoints with these headers
	 */
	public GigaChatBatches withHeaders(RequestHeaders headers) {
		return new GigaChatBatches(this.client.withHeaders(Objects.requireNonNull(headers, "headers")));
	}

	/**
	 * Submits chat requests: {@code POST /batches?method=chat_completions}. Like other
	 * calls, it is retried after a temporary refusal, and after a failure before the
	 * response began.
	 * @param requests the requests by id; each answer has the id of its request
	 * @return the batch
	 */
	public ApiResponse<Batch> createChat(Map<String, ChatCompletionRequest> requests) {
		return create(CHAT, requests);
	}

	/**
	 * Submits requests for embeddings: {@code POST /batches?method=embedder}. Like other
	 * calls, it is retried after a temporary refusal, and after a failure before the
	 * response began.
	 * @param requests the requests by id; each answer has the id of its request
	 * @return the batch
	 */
	public ApiResponse<Batch> createEmbeddings(Map<String, EmbeddingsRequest> requests) {
		return create(EMBEDDINGS, requests);
	}

	private ApiResponse<Batch> create(String method, Map<String, ?> requests) {
		if (requests.isEmpty()) {
			throw GigaChatNonTransientException.invalidRequest("A batch needs at least one request", null);
		}
		RequestBuffers lines = new RequestBuffers();
		requests.forEach((id, request) -> {
			LINE.writeValue(lines, new Batch.Line(id, request));
			lines.write('\n');
		});
		ServiceRequest request = new ServiceRequest("POST", PATH + "?method=" + method, PATH, ServiceRequest.JSON,
				ServiceBody.of(LINES, lines));
		return this.client.call(request, BATCH);
	}

	/**
	 * Lists all batches of the client: {@code GET /batches}.
	 * @return the batches
	 */
	public ApiResponse<BatchList> list() {
		return reading().call(read(PATH), LIST);
	}

	/**
	 * Returns the state of a batch: {@code GET /batches?batch_id=…}.
	 * @param id the batch's id
	 * @return the batch
	 * @throws GigaChatNonTransientException with {@link FailureKind#NOT_FOUND} if the
	 * service does not know it
	 */
	public ApiResponse<Batch> get(String id) {
		ServiceRequest request = read(PATH + "?batch_id=" + ServiceRequest.encoded(id));
		return reading().call(request, LIST.status(), (answer) -> {
			ApiResponse<BatchList> list = LIST.read(answer);
			Batch found = list.body()
				.batches()
				.stream()
				.filter((batch) -> batch.id().equals(id))
				.findFirst()
				.orElse(null);
			if (found == null) {
				throw answer.missing("the requested batch is missing");
			}
			return new ApiResponse<>(found, list.requestId(), list.sessionId(), list.rateLimit());
		});
	}

	/**
	 * Downloads the answers of a batch that is {@linkplain Batch#isCompleted()
	 * completed}. The answers are in any order; {@code max-response-size} limits all of
	 * them together.
	 * @param batch the batch
	 * @return the answers, each with the id of its request
	 * @throws GigaChatNonTransientException with {@link FailureKind#INVALID_REQUEST} if
	 * the batch has no answers yet, and with {@link FailureKind#PROTOCOL} if they cannot
	 * be read
	 */
	public ApiResponse<List<BatchResult>> results(Batch batch) {
		String file = batch.outputFileId();
		if (file == null) {
			throw GigaChatNonTransientException.invalidRequest("The batch has no answers yet",
					"Call batches().get(id) again until the batch is completed");
		}
		ApiResponse<FileContent> content = new GigaChatFiles(this.client).content(file);
		List<BatchResult> results = new ArrayList<>();
		int number = 0;
		for (String line : (Iterable<String>) new String(content.body().bytes(), StandardCharsets.UTF_8)
			.lines()::iterator) {
			number++;
			if (!line.isBlank()) {
				results.add(result(line, number));
			}
		}
		return new ApiResponse<>(List.copyOf(results), content.requestId(), content.sessionId(), content.rateLimit());
	}

	private static BatchResult result(String line, int number) {
		try {
			BatchResult result = RESULT.readValue(line);
			if (result != null && result.id() != null) {
				return result;
			}
		}
		catch (JacksonException ex) {
			// its message quotes the answer
		}
		throw new GigaChatNonTransientException(FailureDetails.of(FailureKind.PROTOCOL,
				"Line " + number + " of the batch's answers is not a JSON object with an id"), null);
	}

	private static ServiceRequest read(String path) {
		return new ServiceRequest("GET", path, PATH, ServiceRequest.JSON, null);
	}

	/** The documentation asks for the header on a request without a body, too. */
	private ServiceClient reading() {
		Map<String, String> headers = new LinkedHashMap<>(this.client.headers().headers());
		headers.put("Content-Type", ServiceRequest.JSON);
		return this.client.withHeaders(new RequestHeaders(this.client.headers().sessionId(), headers));
	}

}
