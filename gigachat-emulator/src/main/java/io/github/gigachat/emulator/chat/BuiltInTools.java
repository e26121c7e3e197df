package io.github.gigachat.emulator.chat;

/**
 * The names of the service's built-in tools and functions.
 */
public final class BuiltInTools {

	static final String WEB_SEARCH = "web_search";

	public static final String IMAGE_GENERATE = "image_generate";

	/** The function of v1 that draws pictures. */
	public static final String TEXT2IMAGE = "text2image";

	/** The function of v1 that reads attached documents. */
	public static final String GET_FILE_CONTENT = "get_file_content";

	private BuiltInTools() {
	}

}
