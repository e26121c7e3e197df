package io.github.gigachat.samples.readme;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.github.gigachat.emulator.EmulatedFile;
import io.github.gigachat.emulator.GigaChatEmulator;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The example of the page about GigaChatApi.
 */
@SpringBootTest
@Import(EmulatorConfiguration.class)
class ArchiveTests {

	private final GigaChatEmulator gigachat;

	private final Archive archive;

	ArchiveTests(@Autowired GigaChatEmulator gigachat, @Autowired GigaChatApi api) {
		this.gigachat = gigachat;
		this.archive = new Archive(api);
	}

	@BeforeEach
	void forget() {
		this.gigachat.reset();
	}

	@Test
	void keepsAReportUntilItIsForgotten(@TempDir Path folder) throws IOException {
		Path report = Files.writeString(folder.resolve("отчёт.pdf"), "%PDF");

		String id = this.archive.keep(report);

		EmulatedFile kept = this.gigachat.uploads().get(0);
		assertThat(kept.id()).isEqualTo(id);
		assertThat(kept.fileName()).isEqualTo("отчёт.pdf");
		assertThat(this.archive.read(id)).asString().isEqualTo("%PDF");
		this.archive.forget(id);
		assertThatExceptionOfType(GigaChatNonTransientException.class).isThrownBy(() -> this.archive.read(id));
	}

	@Test
	void countsTokens() {
		assertThat(this.archive.tokensOf("Hello, world!")).isEqualTo(4);
	}

}
