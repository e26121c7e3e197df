package io.github.gigachat.spring.ai.api;

import java.nio.ByteBuffer;
import java.util.Objects;

import io.github.gigachat.spring.ai.api.client.ApiResponse;
import io.github.gigachat.spring.ai.api.client.RequestHeaders;
import io.github.gigachat.spring.ai.failure.FailureKind;
import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import io.github.gigachat.spring.ai.failure.GigaChatTransientException;
import io.github.gigachat.spring.ai.internal.client.ContentStreamHandler;
import io.github.gigachat.spring.ai.internal.client.ExceptionFactory;
import io.github.gigachat.spring.ai.internal.client.ResponseReader;
import io.github.gigachat.spring.ai.internal.client.ServiceClient;
import io.github.gigachat.spring.ai.internal.client.ServiceRequest;
import io.github.gigachat.spring.ai.internal.client.StatusRule;
import io.github.gigachat.spring.ai.internal.http.CallScope;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/**
 * Endpoints for the files that the service stores for the client: {@code /files}.
 * <p>
 * Calls are retried and fail like all others of {@link GigaChatApi}. An upload is retried
 * only after a refusal with 429 or 5xx, or a failure before the response began, and only
 * if its content can be read again. A file that was uploaded or generated with an
 * {@code X-Client-ID} header is available with the same header only: see
 * {@link #withHeaders}.
 */
public final class GigaChatFiles {

	private static final String PATH = "/files";

	private static final String ONE = PATH + "/{id}";

	/**
	 * The only purpose in use: others are obsolete, and the service refuses PDF with
	 * them.
	 */
	private static final String PURPOSE = "general";

	private static final ResponseReader<UploadedFile> FILE = ResponseReader.of(UploadedFile.class,
			(file) -> (file.id() != null) ? null : "id is missing", "id");

	private static final ResponseReader<FileList> LIST = ResponseReader.of(FileList.class, GigaChatFiles::missing,
			"data");

	private static final ResponseReader<DeletedFile> DELETED = ResponseReader.of(DeletedFile.class, (file) -> null,
			"deleted", "id");

	private final ServiceClient client;

	GigaChatFiles(ServiceClient client) {
		this.client = client;
	}

	private static @Nullable String missing(FileList list) {
		if (list.data() == null) {
			return "data is missing";
		}
		return list.data().stream().anyMatch((file) -> file == null || file.id() == null) ? "a file's id is missing"
				: null;
	}

	/**
	 * Returns the same endpoints with additional request headers.
	 * @param headers the headers of each request, such as {@code X-Client-ID}
	 * @return the endpoints with these headers
	 */
	public GigaChatFiles withHeaders(RequestHeaders headers) {
		return new GigaChatFiles(this.client.withHeaders(Objects.requireNonNull(headers, "headers")));
	}

	/**
	 * Uploads a file: {@code POST /files}. The service stores it until it is deleted.
	 * @param file the file
	 * @return the description of the stored file
	 * @throws GigaChatTransientException if the upload may succeed later
	 * @throws GigaChatNonTransientException if it cannot succeed without a change; with
	 * {@link FailureKind#TOO_LARGE} if the file is too large for the service, and with
	 * {@link FailureKind#INVALID_REQUEST} if its content cannot be read
	 */
	public ApiResponse<UploadedFile> upload(FileUpload file) {
		return this.client.retry().call((scope) -> upload(file, scope), file::isReadable);
	}

	private ApiResponse<UploadedFile> upload(FileUpload file, CallScope scope) {
		try (MultipartBody body = new MultipartBody(file, PURPOSE)) {
			ServiceRequest request = new ServiceRequest("POST", PATH, ServiceRequest.JSON, body);
			try {
				return FILE.read(this.client.exchange(request, FILE.status(), scope));
			}
			catch (RuntimeException ex) {
				Throwable unreadable = body.sourceFailure();
				// the client tells of a connection that was lost, which it had to give up
				throw (unreadable != null) ? ExceptionFactory.source(unreadable) : ex;
			}
		}
	}

	/**
	 * Lists all files of the client: {@code GET /files}.
	 * @return the files
	 */
	public ApiResponse<FileList> list() {
		return this.client.call(request("GET", PATH, PATH, ServiceRequest.JSON), LIST);
	}

	/**
	 * Returns the description of a file: {@code GET /files/{id}}.
	 * @param id the file's id
	 * @return the file, without its content
	 * @throws GigaChatNonTransientException with {@link FailureKind#NOT_FOUND} if the
	 * service does not know the file
	 */
	public ApiResponse<UploadedFile> get(String id) {
		return this.client.call(request("GET", path(id), ONE, ServiceRequest.JSON), FILE);
	}

	/**
	 * Downloads the content of a file: {@code GET /files/{id}/content}. The content is
	 * held in memory and limited by {@code max-response-size}.
	 * @param id the file's id
	 * @return the content
	 * @throws GigaChatNonTransientException with {@link FailureKind#RESPONSE_TOO_LARGE}
	 * if the content is larger than that, and with {@link FailureKind#NOT_FOUND} if the
	 * service does not know the file
	 */
	public ApiResponse<FileContent> content(String id) {
		ServiceRequest request = request("GET", path(id) + "/content", ONE + "/content", ServiceRequest.ANYTHING);
		// the file may be JSON itself
		return this.client.call(request, StatusRule.ofHttp(), (answer) -> answer.content(FileContent::new));
	}

	/**
	 * Downloads the content of a file as a stream: {@code GET /files/{id}/content}. Each
	 * subscription sends a request. The connection is read without waiting for the
	 * subscriber, even if it is slow; {@code max-response-size} limits the whole content
	 * and thus the bytes that wait for the subscriber. A failed request is retried as
	 * long as nothing was delivered. Cancelling the subscription ends the request.
	 * @param id the file's id
	 * @return the bytes in parts; an error follows them if the connection is lost or the
	 * content is larger than the limit
	 */
	public Flux<ByteBuffer> contentStream(String id) {
		String template = ONE + "/content";
		ServiceRequest request = request("GET", path(id) + "/content", template, ServiceRequest.ANYTHING);
		return this.client.stream(request, (sentId, secrets) -> new ContentStreamHandler(sentId, secrets, template));
	}

	/**
	 * Deletes a file: {@code POST /files/{id}/delete}.
	 * @param id the file's id
	 * @return the id of the file, and whether it was deleted
	 * @throws GigaChatNonTransientException with {@link FailureKind#NOT_FOUND} if the
	 * service does not know the file
	 */
	public ApiResponse<DeletedFile> delete(String id) {
		return this.client.call(request("POST", path(id) + "/delete", ONE + "/delete", ServiceRequest.JSON), DELETED);
	}

	private static String path(String id) {
		return PATH + "/" + ServiceRequest.segment(id, "The file's id");
	}

	private ServiceRequest request(String method, String path, String template, String accept) {
		return new ServiceRequest(method, path, template, accept, null);
	}

}
