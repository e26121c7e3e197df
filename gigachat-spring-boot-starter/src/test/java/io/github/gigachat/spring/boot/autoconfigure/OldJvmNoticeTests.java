package io.github.gigachat.spring.boot.autoconfigure;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of the warning about a JVM that breaks open streams.
 */
@ExtendWith(OutputCaptureExtension.class)
class OldJvmNoticeTests {

	@ParameterizedTest
	@ValueSource(strings = { "17", "17.0.15+6-Debian-1deb12u1", "17.0.16" })
	void anOldJdk17IsReported(String version) {
		assertThat(OldJvmNotice.of(Runtime.Version.parse(version))).contains(version, "17.0.17", "JDK-8335181");
	}

	@ParameterizedTest
	@ValueSource(strings = { "17.0.17", "17.0.18+1", "21.0.1", "25", "25.0.3" })
	void aFixedJdkIsNotReported(String version) {
		assertThat(OldJvmNotice.of(Runtime.Version.parse(version))).isNull();
	}

	@Test
	void theNoticeIsLoggedOnceAndOnlyWithHttp2(CapturedOutput output) {
		boolean old = OldJvmNotice.of(Runtime.version()) != null;
		Runners.application()
			.withPropertyValues("spring.ai.gigachat.auth-type=none", "spring.ai.gigachat.base-url=http://127.0.0.1:1")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output).doesNotContain("JDK-8335181");
		Runners.application()
			.withPropertyValues("spring.ai.gigachat.auth-type=none", "spring.ai.gigachat.base-url=HTTPS://127.0.0.1:1")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output.getOut().lines().filter((line) -> line.contains("JDK-8335181"))).hasSize(old ? 1 : 0);
	}

}
