package io.github.gigachat.spring.ai.observability;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.github.tomakehurst.wiremock.client.WireMock;
import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.MediaWire;
import io.github.gigachat.spring.ai.fixtures.Way;
import io.github.gigachat.spring.ai.media.MediaUploads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.prompt.Prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests that a call is logged under the logger names that the documentation lists.
 */
@Timeout(60)
class LoggerNameTests {

	private static final String BASE = "io.github.gigachat.spring.ai";

	private static final Pattern ROW = Pattern.compile("^\\| (`[^|]+`) \\| (?:DEBUG|INFO|TRACE|WARN) \\|",
			Pattern.MULTILINE);

	private static final Pattern NAME = Pattern.compile("`([A-Za-z.]+)`");

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

	@BeforeEach
	void listen() {
		this.appender.start();
		((Logger) LoggerFactory.getLogger(BASE)).addAppender(this.appender);
	}

	@AfterEach
	void stopListening() {
		((Logger) LoggerFactory.getLogger(BASE)).detachAppender(this.appender);
	}

	@ParameterizedTest
	@EnumSource
	void logsTheDownloadOfAUrlUnderTheLoggerOfMedia(Way way) {
		way.ask(model(), promptWithUrl()).answer();

		await().atMost(EmulatedService.LIMIT)
			.untilAsserted(() -> assertThat(lines(BASE + ".media")).singleElement()
				.asString()
				.matches("GET /\\{url} completed, status 200, 0 bytes sent, 5 received, \\d+ ms"));
		assertThat(lines(BASE + ".api")).isNotEmpty().noneMatch((line) -> line.startsWith("GET "));
	}

	@ParameterizedTest
	@EnumSource
	void usesNoLoggerThatTheDocumentationDoesNotList(Way way) throws IOException {
		Set<String> documented = documented();

		way.ask(model(), promptWithUrl()).answer();

		await().atMost(EmulatedService.LIMIT)
			.untilAsserted(() -> assertThat(List.copyOf(this.appender.list)).extracting(ILoggingEvent::getLoggerName)
				.contains(BASE + ".api", BASE + ".media", GigaChatModel.class.getName()));
		assertThat(List.copyOf(this.appender.list)).filteredOn((event) -> event.getLevel() != Level.TRACE)
			.extracting(ILoggingEvent::getLoggerName)
			.allSatisfy((name) -> assertThat(documented).anyMatch((prefix) -> (name + ".").startsWith(prefix + ".")));
	}

	private static GigaChatModel model() {
		GigaChatApi api = service.api((settings) -> settings);
		return GigaChatModel.builder()
			.api(api)
			.mediaUploads(MediaUploads.builder(api).allowPrivateAddresses(true).build())
			.build();
	}

	/** A prompt with a URL, and a system message that has to be moved. */
	private static Prompt promptWithUrl() {
		service.emulator()
			.wireMock()
			.stubFor(WireMock.get("/picture.png").willReturn(WireMock.ok().withBody(MediaWire.picture())));
		URI url = URI.create("http://127.0.0.1:" + service.emulator().port() + "/picture.png");
		return new Prompt(List.of(MediaWire.message(MediaWire.media(MediaWire.PNG, url)),
				new SystemMessage("Отвечай коротко."), MediaWire.message()));
	}

	private List<String> lines(String logger) {
		return List.copyOf(this.appender.list)
			.stream()
			.filter((event) -> event.getLoggerName().equals(logger) && event.getLevel() == Level.DEBUG)
			.map(ILoggingEvent::getFormattedMessage)
			.toList();
	}

	private static Set<String> documented() throws IOException {
		String root = System.getProperty("gigachat.root", "");
		String page = Files
			.readString((root.isEmpty() ? Path.of("..") : Path.of(root)).resolve("docs/observability.md"));
		Set<String> documented = new TreeSet<>();
		Matcher row = ROW.matcher(page);
		while (row.find()) {
			Matcher name = NAME.matcher(row.group(1));
			while (name.find()) {
				documented.add(name.group(1).contains(".") ? name.group(1) : BASE + "." + name.group(1));
			}
		}
		assertThat(documented).contains(BASE + ".api", BASE + ".media", BASE + ".auth");
		return documented;
	}

}
