package io.github.gigachat.emulator;

/**
 * The names of the service's own tools and functions that have a part in answers.
 */
final class BuiltInTools {

	static final String WEB_SEARCH = "web_search";

	static final String IMAGE_GENERATE = "image_generate";

	/** The function of v1 that reads attached documents. */
	static final String GET_FILE_CONTENT = "get_file_content";

	private BuiltInTools() {
	}

}
