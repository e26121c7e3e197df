package io.github.gigachat.samples.gateway.access;

import java.util.List;

import org.springframework.web.server.ServerWebExchange;

/**
 * The client of a request, as its key identifies it.
 */
public interface Caller {

	/** The client of a gateway without keys. */
	Caller LOCAL = new Caller() {

		@Override
		public String id() {
			return "local";
		}

		@Override
		public boolean mayUse(String upstream, String asked, List<String> names) {
			return true;
		}

		@Override
		public void charge(long tokens) {
			// nothing is limited
		}

	};

	/**
	 * Returns the client of a request.
	 * @param exchange the request and its response
	 * @return the client
	 */
	static Caller of(ServerWebExchange exchange) {
		return exchange.getAttributeOrDefault(Caller.class.getName(), LOCAL);
	}

	/**
	 * Returns the identity of the client. Sessions of two clients never meet.
	 * @return the name of its key
	 */
	String id();

	/**
	 * Returns whether the client may use a model.
	 * @param upstream the connection of the model
	 * @param asked the name that was asked for. The client may have invented it, to fit a
	 * pattern of an alias
	 * @param names the configured names under which the model was found: those of
	 * aliases, as their patterns, and its own
	 * @return {@code true} if it may use the model by one of the names
	 */
	boolean mayUse(String upstream, String asked, List<String> names);

	/**
	 * Takes the tokens of an answer from the client's limit.
	 * @param tokens the number of tokens, of the prompt and the answer
	 */
	void charge(long tokens);

}
