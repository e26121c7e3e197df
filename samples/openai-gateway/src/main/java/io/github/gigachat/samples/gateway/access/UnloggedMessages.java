package io.github.gigachat.samples.gateway.access;

import reactor.netty.http.logging.AbstractHttpMessageLogFactory;
import reactor.netty.http.logging.HttpMessageArgProvider;

/**
 * Describes HTTP messages in the server's log by their kind alone. The server logs
 * messages that it cannot read, and quotes the header that is at fault.
 */
final class UnloggedMessages extends AbstractHttpMessageLogFactory {

	@Override
	public String common(HttpMessageArgProvider message) {
		return message.httpMessageType().toString();
	}

}
