package io.github.gigachat.emulator;

/**
 * The names of the built-in tools and functions of the service that the emulator knows.
 */
final class BuiltInTools {

	static final String WEB_SEARCH = "web_search";

	static final String IMAGE_GENERATE = "image_generate";

	/** The function of v1 that draws pictures. */
	static final String TEXT2IMAGE = "text2image";

	/** The function of v1 that reads attached documents. */
	static final String GET_FILE_CONTENT = "get_file_content";

	private BuiltInTools() {
	}

}
