package io.github.gigachat.samples.cookbook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.springframework.ai.document.Document;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.transformer.splitter.TokenTextSplitter;
import org.springframework.ai.vectorstore.SimpleVectorStore;
import org.springframework.ai.vectorstore.VectorStore;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;

/**
 * Holds the documents that are searched. They are read, cut into excerpts that the
 * embedding model accepts, and embedded when the application starts.
 */
@Configuration(proxyBeanMethods = false)
class DocumentLibrary {

	/** Metadata key for the place of an excerpt: its document and heading. */
	static final String SOURCE = "source";

	/**
	 * Less than the model's 512 tokens, since its tokenizer differs from the splitter's.
	 */
	private static final int EXCERPT = 300;

	private static final Pattern HEADING = Pattern.compile("(?m)^##? ");

	/**
	 * Questions are about what is said; code is near to any that names the same words.
	 */
	private static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```$");

	@Bean
	VectorStore excerpts(EmbeddingModel embeddings, @Value("${cookbook.documents}") Resource[] documents) {
		VectorStore excerpts = SimpleVectorStore.builder(embeddings).build();
		TokenTextSplitter splitter = TokenTextSplitter.builder().withChunkSize(EXCERPT).build();
		for (Resource document : documents) {
			excerpts.add(splitter.apply(sections(document)));
		}
		return excerpts;
	}

	private static List<Document> sections(Resource document) {
		// Spring AI's Markdown reader takes the platform's charset, and the heading for
		// the first paragraph alone
		return HEADING.splitAsStream(CODE.matcher(text(document)).replaceAll(""))
			.filter((section) -> !section.isBlank())
			.map((section) -> new Document(section, Map.of(SOURCE, document.getFilename() + ", " + heading(section))))
			.toList();
	}

	private static String heading(String section) {
		return section.lines().findFirst().orElse("").strip();
	}

	private static String text(Resource document) {
		try {
			return document.getContentAsString(StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The document " + document.getDescription() + " cannot be read", ex);
		}
	}

}
