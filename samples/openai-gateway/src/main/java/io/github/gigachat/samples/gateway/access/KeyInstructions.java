package io.github.gigachat.samples.gateway.access;

/**
 * The instructions to make a key, for failures of the start.
 */
final class KeyInstructions {

	static final String COMMANDS = """

			    KEY=$(openssl rand -hex 32)
			    echo "$KEY"                      # the key, for the client
			    printf %s "$KEY" | sha256sum     # its hash, for gigachat.gateway.keys.<name>.sha256
			""";

	private KeyInstructions() {
	}

}
