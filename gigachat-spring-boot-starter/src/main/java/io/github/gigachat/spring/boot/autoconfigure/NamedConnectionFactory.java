package io.github.gigachat.spring.boot.autoconfigure;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;
import java.util.function.Supplier;

import io.github.gigachat.spring.ai.GigaChatEmbeddingModel;
import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.media.MediaUploads;
import io.github.gigachat.spring.boot.GigaChatConnectionDetails;
import io.github.gigachat.spring.boot.GigaChatConnectionProperties;
import io.github.gigachat.spring.boot.autoconfigure.connections.ConnectionProperties;
import io.github.gigachat.spring.boot.autoconfigure.credentials.NamedConnectionDetails;
import io.github.gigachat.spring.boot.autoconfigure.failure.ConnectionFailures;

import org.springframework.ai.chat.observation.ChatModelObservationConvention;
import org.springframework.ai.embedding.observation.EmbeddingModelObservationConvention;
import org.springframework.ai.model.tool.ToolCallingManager;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Creates named connections from their properties, without sending a request.
 *
 * @param apis creates the APIs
 * @param telemetry returns the observations and meters of a connection
 * @param defaults the details of the default connection
 * @param toolCallingManager the manager of tools
 * @param chatConvention the convention for the observations of chats
 * @param embeddingConvention the convention for the observations of embeddings
 */
record NamedConnectionFactory(ApiCreator apis, Function<String, ConnectionTelemetry> telemetry,
		Supplier<GigaChatConnectionDetails> defaults, ObjectProvider<ToolCallingManager> toolCallingManager,
		ObjectProvider<ChatModelObservationConvention> chatConvention,
		ObjectProvider<EmbeddingModelObservationConvention> embeddingConvention) {

	/**
	 * Creates a connection.
	 * @param properties the properties of the connection
	 * @return the connection
	 */
	NamedConnection create(ConnectionProperties properties) {
		ConnectionFailures failures = new ConnectionFailures(properties.name(), properties.prefix(),
				properties::nameOf);
		GigaChatConnectionProperties bound = properties.bind(this.apis.beans());
		GigaChatConnectionDetails details = new NamedConnectionDetails(failures, bound, properties::isOwn,
				properties.reason(), this.defaults);
		ConnectionTelemetry telemetry = this.telemetry.apply(properties.name());
		try {
			return withModels(this.apis.create(bound, details, telemetry, failures::named), bound, telemetry);
		}
		catch (RuntimeException ex) {
			throw failures.named(ex);
		}
	}

	private NamedConnection withModels(GigaChatApi api, GigaChatConnectionProperties properties,
			ConnectionTelemetry telemetry) {
		Deque<Runnable> closing = new ArrayDeque<>();
		closing.push(api::close);
		try {
			GigaChatEmbeddingModel embeddingModel = GigaChatEmbeddingAutoConfiguration
				.builder(properties.getEmbedding(), telemetry)
				.api(api)
				.build();
			closing.push(embeddingModel::close);
			this.embeddingConvention.ifAvailable(embeddingModel::setObservationConvention);
			GigaChatModel.Builder chat = GigaChatChatAutoConfiguration
				.builder(properties.getChat(), properties.getMedia(), telemetry)
				.api(api)
				.toolCallingManager(this.toolCallingManager.getIfAvailable(() -> ToolCallingManager.builder().build()));
			MediaUploads uploads = MediaUploadsFactory.create(api, properties.getMedia(), telemetry);
			closing.push(uploads::close);
			GigaChatModel chatModel = chat.mediaUploads(uploads).build();
			closing.push(chatModel::close);
			this.chatConvention.ifAvailable(chatModel::setObservationConvention);
			return new NamedConnection(api, uploads, chatModel, embeddingModel);
		}
		catch (RuntimeException ex) {
			closing.forEach((close) -> closeAfter(ex, close));
			throw ex;
		}
	}

	private static void closeAfter(RuntimeException failure, Runnable close) {
		try {
			close.run();
		}
		catch (RuntimeException ex) {
			failure.addSuppressed(ex);
		}
	}

}
