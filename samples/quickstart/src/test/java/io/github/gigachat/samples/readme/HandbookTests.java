package io.github.gigachat.samples.readme;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.springframework.ai.document.Document;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The example of the page on embeddings.
 */
@SpringBootTest
@Import(EmulatorConfiguration.class)
class HandbookTests {

	@Test
	void findsThePageForAQuestion(@Autowired Handbook handbook) {
		handbook.add(List.of(new Document("Returns are possible within 14 days.", Map.of("page", 1)),
				new Document("Delivery in Moscow takes one day. ".repeat(400), Map.of("page", 2))));

		assertThat(handbook.find("How many days does delivery take?")).hasSize(3)
			.first()
			.satisfies((document) -> assertThat(document.getMetadata()).containsEntry("page", 2));
	}

}
