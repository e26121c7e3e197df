package io.github.gigachat.spring.boot;

import java.util.Set;

import io.github.gigachat.spring.ai.GigaChatEmbeddingModel;
import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.api.GigaChatApi;

/**
 * The application's connections to GigaChat by name. Connections are configured by
 * {@code spring.ai.gigachat.connections.<name>.*}. The connection {@value #DEFAULT} is
 * that of {@code spring.ai.gigachat.*}; its API and models are the beans of the
 * application.
 * <p>
 * The APIs and models of the other connections are not beans. They are created at the
 * start of the application, without a request, and closed with it: do not close them.
 */
public interface GigaChatConnections {

	/** Name of the connection of {@code spring.ai.gigachat.*}. */
	String DEFAULT = "default";

	/**
	 * Returns the names of the connections.
	 * @return {@value #DEFAULT}, followed by the configured names in their order
	 */
	Set<String> names();

	/**
	 * Returns the API of a connection.
	 * @param name the name of the connection
	 * @return the API, always the same for a name
	 * @throws IllegalArgumentException if there is no connection with that name; the
	 * message lists the known names
	 * @throws IllegalStateException if the name is {@value #DEFAULT}, and the application
	 * has no {@code GigaChatApi} bean, no credentials for it, or several equal ones
	 */
	GigaChatApi api(String name);

	/**
	 * Returns the chat model of a connection, whatever provider
	 * {@code spring.ai.model.chat} names.
	 * @param name the name of the connection
	 * @return the model, always the same for a name
	 * @throws IllegalArgumentException if there is no connection with that name; the
	 * message lists the known names
	 * @throws IllegalStateException if the name is {@value #DEFAULT}, and the application
	 * has no {@code GigaChatModel} bean, such as with another provider, or several equal
	 * ones
	 */
	GigaChatModel chatModel(String name);

	/**
	 * Returns the embedding model of a connection, whatever provider
	 * {@code spring.ai.model.embedding} names.
	 * @param name the name of the connection
	 * @return the model, always the same for a name
	 * @throws IllegalArgumentException if there is no connection with that name; the
	 * message lists the known names
	 * @throws IllegalStateException if the name is {@value #DEFAULT}, and the application
	 * has no {@code GigaChatEmbeddingModel} bean, such as with another provider, or
	 * several equal ones
	 */
	GigaChatEmbeddingModel embeddingModel(String name);

}
