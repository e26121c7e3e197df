package io.github.gigachat.samples.gateway.embeddings;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import io.github.gigachat.samples.gateway.json.JsonText;
import tools.jackson.core.JsonGenerator;

import org.springframework.ai.chat.metadata.EmptyUsage;
import org.springframework.ai.chat.metadata.Usage;
import org.springframework.ai.embedding.Embedding;
import org.springframework.ai.embedding.EmbeddingResponse;

/**
 * Writes an answer of the embeddings API.
 */
final class EmbeddingsWriter {

	private EmbeddingsWriter() {
	}

	static byte[] write(EmbeddingResponse response, String model, boolean base64) {
		return JsonText.of((json) -> {
			json.writeStringProperty("object", "list");
			json.writeArrayPropertyStart("data");
			for (Embedding embedding : response.getResults()) {
				json.writeStartObject();
				json.writeStringProperty("object", "embedding");
				json.writeNumberProperty("index", embedding.getIndex());
				json.writeName("embedding");
				writeVector(json, embedding.getOutput(), base64);
				json.writeEndObject();
			}
			json.writeEndArray();
			json.writeStringProperty("model", model);
			writeUsage(json, response.getMetadata().getUsage());
		});
	}

	private static void writeVector(JsonGenerator json, float[] vector, boolean base64) {
		if (base64) {
			ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
			bytes.asFloatBuffer().put(vector);
			json.writeBinary(bytes.array());
			return;
		}
		json.writeStartArray();
		for (float value : vector) {
			json.writeNumber(value);
		}
		json.writeEndArray();
	}

	private static void writeUsage(JsonGenerator json, Usage usage) {
		if (usage instanceof EmptyUsage) {
			return;
		}
		json.writeObjectPropertyStart("usage");
		json.writeNumberProperty("prompt_tokens", usage.getPromptTokens());
		json.writeNumberProperty("total_tokens", usage.getTotalTokens());
		json.writeEndObject();
	}

}
