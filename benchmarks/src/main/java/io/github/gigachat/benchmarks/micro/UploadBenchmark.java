package io.github.gigachat.benchmarks.micro;

import io.github.gigachat.benchmarks.endtoend.LocalStub;
import io.github.gigachat.spring.ai.api.FileUpload;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.auth.GigaChatCredentials;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import org.springframework.core.io.ByteArrayResource;
import org.springframework.util.MimeTypeUtils;

/**
 * Uploads 30 MB to a stub in another process, over a socket.
 */
@State(Scope.Benchmark)
public class UploadBenchmark {

	private static final int SIZE = 30 * 1024 * 1024;

	private final byte[] content = new byte[SIZE];

	private final LocalStub stub = LocalStub.start();

	private final GigaChatApi api = GigaChatApi.builder()
		.baseUrl(this.stub.url() + "/v1")
		.credentials(GigaChatCredentials.token("token-of-the-benchmarks"))
		.build();

	/** Uploads once, so that the connection is open. */
	@Setup
	public void prepare() {
		array();
	}

	/** Ends the stub. */
	@TearDown
	public void close() {
		this.api.close();
		this.stub.close();
	}

	/**
	 * Uploads an array.
	 * @return the file
	 */
	@Benchmark
	public Object array() {
		return this.api.files().upload(FileUpload.of("file.png", MimeTypeUtils.IMAGE_PNG, this.content));
	}

	/**
	 * Uploads a resource, which is read while it is sent.
	 * @return the file
	 */
	@Benchmark
	public Object resource() {
		return this.api.files()
			.upload(FileUpload.of("file.png", MimeTypeUtils.IMAGE_PNG, new ByteArrayResource(this.content)));
	}

}
