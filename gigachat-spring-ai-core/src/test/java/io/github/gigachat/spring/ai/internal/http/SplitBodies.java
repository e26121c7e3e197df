package io.github.gigachat.spring.ai.internal.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Creates bodies that arrived in two buffers, for tests of other packages.
 */
public final class SplitBodies {

	private SplitBodies() {
	}

	/**
	 * Creates a body whose first buffer ends at an index.
	 * @param text the body
	 * @param at the number of bytes in the first buffer
	 */
	public static ResponseBody split(String text, int at) {
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		BodyCollector collector = new BodyCollector(bytes.length);
		collector.add(List.of(ByteBuffer.wrap(bytes, 0, at), ByteBuffer.wrap(bytes, at, bytes.length - at)));
		return collector.body();
	}

}
