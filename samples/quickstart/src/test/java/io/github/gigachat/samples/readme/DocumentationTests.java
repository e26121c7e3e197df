package io.github.gigachat.samples.readme;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds the documentation to what is compiled, tested and there.
 */
class DocumentationTests {

	private static final Path ROOT = Path.of(System.getProperty("gigachat.root"));

	private static final Path EXAMPLES = ROOT
		.resolve("samples/quickstart/src/test/java/io/github/gigachat/samples/readme");

	private static final Pattern BLOCK = Pattern.compile("^```(\\w*)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

	private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#]+)[^)]*\\)");

	private static final Pattern PROPERTY = Pattern.compile("spring\\.ai\\.gigachat(\\.[a-z0-9-]+)+");

	@ParameterizedTest
	@MethodSource("pages")
	void everyBlockOfJavaIsATestedExample(Path page) {
		List<String> examples = list(EXAMPLES).map(DocumentationTests::read)
			.map((text) -> text.replaceFirst("^package .*;\\n\\n", ""))
			.toList();

		assertThat(blocks(read(page), "java")).as("%s", page)
			.allSatisfy((block) -> assertThat(examples).contains(block));
	}

	@ParameterizedTest
	@MethodSource("pages")
	void everyLinkIntoTheRepositoryHasATarget(Path page) {
		List<String> links = LINK.matcher(read(page)).results().map((link) -> link.group(1)).toList();

		assertThat(links).as("%s", page).allSatisfy((link) -> assertThat(page.resolveSibling(link)).exists());
	}

	@ParameterizedTest
	@MethodSource("pages")
	void everyPropertyExists(Path page) {
		String metadata = metadata();
		List<String> names = PROPERTY.matcher(read(page)).results().map(MatchResult::group).toList();

		assertThat(names).as("%s", page).allSatisfy((name) -> assertThat(metadata).contains("\"name\": \"" + name));
	}

	@Test
	void bothReadmesHaveTheSameBlocksAndSections() {
		String english = read(ROOT.resolve("README.md"));
		String russian = read(ROOT.resolve("README.ru.md"));

		for (String language : List.of("java", "xml", "kotlin", "yaml", "shell", "text")) {
			assertThat(blocks(russian, language)).as("blocks of '%s'", language).isEqualTo(blocks(english, language));
		}
		assertThat(russian.lines().filter((line) -> line.startsWith("#")).count())
			.isEqualTo(english.lines().filter((line) -> line.startsWith("#")).count());
	}

	@Test
	void theCommandsOfTheReadmeAreThoseOfTheContinuousIntegration() {
		String script = read(ROOT.resolve(".ci/run"));

		assertThat(blocks(read(ROOT.resolve("README.md")), "shell")).as("the two commands, first of all")
			.startsWith("./mvnw -q -pl samples/quickstart -am spring-boot:run\n", "./mvnw -B verify\n")
			.first()
			.asString()
			.satisfies((command) -> assertThat(script).contains(command.strip()));
		assertThat(script).contains("./mvnw -B verify");
	}

	@Test
	void theCommandsOfAFastStartAreRun() {
		String script = read(ROOT.resolve(".ci/run"));

		assertThat(blocks(read(ROOT.resolve("docs/startup.md")), "shell")).hasSize(2)
			.flatMap((block) -> block.lines().toList())
			.allSatisfy((command) -> assertThat(script).contains(command));
	}

	static Stream<Path> pages() {
		Stream<Path> top = list(ROOT).filter((path) -> path.toString().endsWith(".md"));
		Stream<Path> reference = list(ROOT.resolve("docs")).filter((path) -> path.toString().endsWith(".md"));
		return Stream.concat(top, reference);
	}

	private static String metadata() {
		return DocumentationTests.class.getClassLoader()
			.resources("META-INF/spring-configuration-metadata.json")
			.map(DocumentationTests::read)
			.collect(Collectors.joining("\n"));
	}

	private static String read(URL resource) {
		try (InputStream stream = resource.openStream()) {
			return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static List<String> blocks(String text, String language) {
		return BLOCK.matcher(text)
			.results()
			.filter((block) -> block.group(1).equals(language))
			.map((block) -> block.group(2))
			.toList();
	}

	private static Stream<Path> list(Path folder) {
		try (Stream<Path> files = Files.list(folder)) {
			return files.filter(Files::isRegularFile).sorted().toList().stream();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
