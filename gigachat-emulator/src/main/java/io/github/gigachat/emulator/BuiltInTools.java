package io.github.gigachat.emulator;

/**
 * The names of the tools of v2 that answers have a form of their own for.
 */
final class BuiltInTools {

	static final String WEB_SEARCH = "web_search";

	static final String IMAGE_GENERATE = "image_generate";

	private BuiltInTools() {
	}

}
