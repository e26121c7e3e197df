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
import io.github.gigachat.spring.ai.internal.client.ServiceCalls;
import io.github.gigachat.spring.ai.internal.client.ServiceRequest;
import io.github.gigachat.spring.ai.internal.client.StatusRule;
import io.github.gigachat.spring.ai.internal.http.CallScope;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/**
 * The files that the service keeps for the caller: {@code /files}.
 * <p>
 * Calls are repeated and fail as all others of {@link GigaChatApi}. An upload is repeated
 * only when no answer to it had begun, or the service refused it with 429 or 5xx, and
 * only while its content can be read again. A file that was uploaded, or drawn, with an
 * {@code X-Client-ID} is had back with the same one only: {@link #withHeaders}.
 */
public final class GigaChatFiles {

	private static final String PATH = "/files";

	private static final String ONE = PATH + "/{id}";

	/** Others belong to the past of the service, and PDF fails with them. */
	private static final String PURPOSE = "general";

	private static final ResponseReader<UploadedFile> FILE = ResponseReader.of(UploadedFile.class,
			(file) -> (file.id() != null) ? null : "id is missing", "id");

	private static final ResponseReader<FileList> LIST = ResponseReader.of(FileList.class, GigaChatFiles::missing,
			"data");

	private static final ResponseReader<DeletedFile> DELETED = ResponseReader.of(DeletedFile.class, (file) -> null,
			"deleted", "id");

	private final ServiceCalls calls;

	GigaChatFiles(ServiceCalls calls) {
		this.calls = calls;
	}

	private static @Nullable String missing(FileList list) {
		if (list.data() == null) {
			return "data is missing";
		}
		return list.data().stream().anyMatch((file) -> file == null || file.id() == null) ? "a file's id is missing"
				: null;
	}

	/**
	 * The same files, asked for with more headers.
	 * @param headers what is added to each request, {@code X-Client-ID} for example
	 * @return the files of who sends these headers
	 */
	public GigaChatFiles withHeaders(RequestHeaders headers) {
		return new GigaChatFiles(this.calls.withHeaders(Objects.requireNonNull(headers, "headers")));
	}

	/**
	 * Uploads a file: {@code POST /files}. It is kept until it is deleted.
	 * @param file the file
	 * @return what the service says of it
	 * @throws GigaChatTransientException when it may succeed later
	 * @throws GigaChatNonTransientException when it will not, with
	 * {@link FailureKind#TOO_LARGE} when it is too large for the service, and
	 * {@link FailureKind#INVALID_REQUEST} when its content cannot be read
	 */
	public ApiResponse<UploadedFile> upload(FileUpload file) {
		return this.calls.retry().call((scope) -> upload(file, scope), file::isReadable);
	}

	private ApiResponse<UploadedFile> upload(FileUpload file, CallScope scope) {
		try (MultipartBody body = new MultipartBody(file, PURPOSE)) {
			ServiceRequest request = new ServiceRequest("POST", PATH, ServiceRequest.JSON, body, this.calls.headers());
			try {
				return FILE.read(this.calls.client().exchange(request, FILE.status(), scope));
			}
			catch (RuntimeException ex) {
				Throwable unreadable = body.sourceFailure();
				// the client tells of a connection that was lost, which it had to give up
				throw (unreadable != null) ? ExceptionFactory.source(unreadable) : ex;
			}
		}
	}

	/**
	 * All files of the caller: {@code GET /files}.
	 * @return the files
	 */
	public ApiResponse<FileList> list() {
		return this.calls.call(request("GET", PATH, PATH, ServiceRequest.JSON), LIST);
	}

	/**
	 * What the service says of a file: {@code GET /files/{id}}.
	 * @param id the file's id
	 * @return the file, without its content
	 */
	public ApiResponse<UploadedFile> get(String id) {
		return this.calls.call(request("GET", path(id), ONE, ServiceRequest.JSON), FILE);
	}

	/**
	 * The content of a file: {@code GET /files/{id}/content}. It is held in memory, and
	 * {@code max-response-size} bounds it.
	 * @param id the file's id
	 * @return the content
	 * @throws GigaChatNonTransientException with {@link FailureKind#RESPONSE_TOO_LARGE}
	 * when it is larger than that
	 */
	public ApiResponse<FileContent> content(String id) {
		ServiceRequest request = request("GET", path(id) + "/content", ONE + "/content", ServiceRequest.ANYTHING);
		// the file may be JSON itself
		return this.calls.call(request, StatusRule.ofHttp(), (answer) -> answer.content(FileContent::new));
	}

	/**
	 * The content of a file as a stream: {@code GET /files/{id}/content}, asked for per
	 * subscription. The connection is read without waiting for the subscriber, who may be
	 * as slow as it likes; {@code max-response-size} bounds what waits for it, and all of
	 * the content. A request that fails is repeated while nothing was delivered;
	 * cancelling ends it.
	 * @param id the file's id
	 * @return the bytes, piece by piece; an error after what was delivered before it when
	 * the content is cut or larger than that
	 */
	public Flux<ByteBuffer> contentStream(String id) {
		String template = ONE + "/content";
		ServiceRequest request = request("GET", path(id) + "/content", template, ServiceRequest.ANYTHING);
		return this.calls.stream(request, (sentId, secrets) -> new ContentStreamHandler(sentId, secrets, template));
	}

	/**
	 * Deletes a file: {@code POST /files/{id}/delete}.
	 * @param id the file's id
	 * @return whether it is gone
	 */
	public ApiResponse<DeletedFile> delete(String id) {
		return this.calls.call(request("POST", path(id) + "/delete", ONE + "/delete", ServiceRequest.JSON), DELETED);
	}

	private static String path(String id) {
		return PATH + "/" + ServiceRequest.segment(id, "The file's id");
	}

	private ServiceRequest request(String method, String path, String template, String accept) {
		return new ServiceRequest(method, path, template, accept, null, this.calls.headers());
	}

}
