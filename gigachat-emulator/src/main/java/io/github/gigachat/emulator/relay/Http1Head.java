package io.github.gigachat.emulator.relay;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * The head of an HTTP/1.1 message: the start line and the header lines. Immutable.
 */
final class Http1Head {

	private final String startLine;

	private final List<String> lines;

	private Http1Head(String startLine, List<String> lines) {
		this.startLine = startLine;
		this.lines = List.copyOf(lines);
	}

	static Http1Head parse(byte[] bytes) {
		String[] parts = new String(bytes, StandardCharsets.ISO_8859_1).split("\r\n", -1);
		List<String> lines = new ArrayList<>();
		for (int i = 1; i < parts.length; i++) {
			if (!parts[i].isEmpty()) {
				lines.add(parts[i]);
			}
		}
		return new Http1Head(parts[0], lines);
	}

	String method() {
		int end = this.startLine.indexOf(' ');
		return (end < 0) ? this.startLine : this.startLine.substring(0, end);
	}

	/** Returns the status of a response, or 0 if the start line has none. */
	int status() {
		int begin = this.startLine.indexOf(' ') + 1;
		if (begin == 0 || this.startLine.length() < begin + 3) {
			return 0;
		}
		return Integer.parseInt(this.startLine.substring(begin, begin + 3));
	}

	@Nullable String header(String name) {
		String prefix = name.toLowerCase(Locale.ROOT) + ":";
		for (String line : this.lines) {
			if (line.toLowerCase(Locale.ROOT).startsWith(prefix)) {
				return line.substring(prefix.length()).strip();
			}
		}
		return null;
	}

	boolean isChunked() {
		String encoding = header("Transfer-Encoding");
		return encoding != null && encoding.toLowerCase(Locale.ROOT).contains("chunked");
	}

	/** Returns the Content-Length, or -1 if the head has none. */
	long contentLength() {
		String length = header("Content-Length");
		return (length == null) ? -1 : Long.parseLong(length);
	}

	Http1Head with(String name, String value) {
		List<String> more = new ArrayList<>(without(name).lines);
		more.add(name + ": " + value);
		return new Http1Head(this.startLine, more);
	}

	Http1Head without(String name) {
		String prefix = name.toLowerCase(Locale.ROOT) + ":";
		return new Http1Head(this.startLine,
				this.lines.stream().filter((line) -> !line.toLowerCase(Locale.ROOT).startsWith(prefix)).toList());
	}

	byte[] bytes() {
		StringBuilder text = new StringBuilder(this.startLine).append("\r\n");
		this.lines.forEach((line) -> text.append(line).append("\r\n"));
		return text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
	}

}
