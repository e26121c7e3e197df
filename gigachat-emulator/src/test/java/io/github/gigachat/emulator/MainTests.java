package io.github.gigachat.emulator;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the emulator as a separate process.
 */
class MainTests {

	@Test
	void printsItsAddressAndRunsUntilItIsStopped() throws Exception {
		Process process = start("--port=0");
		try {
			BufferedReader out = new BufferedReader(
					new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
			List<String> lines = new ArrayList<>();
			for (int i = 0; i < 4; i++) {
				lines.add(String.valueOf(out.readLine()));
			}
			assertThat(lines.get(0)).contains("emulator", "not the model");
			assertThat(lines.get(1)).startsWith("base-url: http://127.0.0.1:");
			assertThat(lines.get(2)).startsWith("auth-url: http://127.0.0.1:").endsWith("/api/v2/oauth");
			assertThat(lines.get(3)).startsWith("api-key:  ");

			HttpRequest request = HttpRequest
				.newBuilder(URI.create(lines.get(1).substring("base-url: ".length()) + "/models"))
				.build();
			assertThat(HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
				.isEqualTo(401);

			process.destroy();

			assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
		}
		finally {
			process.destroyForcibly();
		}
	}

	@Test
	void refusesAnUnknownArgument() throws Exception {
		Process process = start("--prot=1");
		try {
			String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

			assertThat(out).contains("--prot=1", "Usage:");
			assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
			assertThat(process.exitValue()).isEqualTo(2);
		}
		finally {
			process.destroyForcibly();
		}
	}

	private static Process start(String argument) throws IOException {
		String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
		return new ProcessBuilder(java, "-cp", System.getProperty("java.class.path"),
				GigaChatEmulatorMain.class.getName(), argument)
			.redirectErrorStream(true)
			.start();
	}

}
