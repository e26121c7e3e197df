package bench;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The answer that a request asks the upstream for. It stands in the last message of the
 * request, where the gateway passes it on unread.
 *
 * @param chunks the number of chunks
 * @param pauseMillis the time between two chunks, or 0 for as fast as the socket takes
 * them
 * @param firstMillis the time until the first chunk
 * @param fault what the upstream does wrong, to check that the load finds it
 */
record Script(int chunks, int pauseMillis, int firstMillis, Fault fault) {

	private static final Pattern FORM = Pattern.compile("\\[\\[bench (\\d+) (\\d+) (\\d+) (\\w+)]]");

	private static final String[] PHRASES = { "скорость света", "в комнате, где", "на столе лежит книга", "и",
			"вчера вечером было холодно", "ответ" };

	/** A fault of the upstream: at the chunk in the middle, or silence after the last. */
	enum Fault {

		NONE, LOSE, SWAP, CUT, REFUSE, SILENCE

	}

	static Script of(int chunks, int pauseMillis) {
		return new Script(chunks, pauseMillis, 0, Fault.NONE);
	}

	static Script read(String body) {
		Matcher matcher = FORM.matcher(body);
		if (!matcher.find()) {
			return of(1, 0);
		}
		return new Script(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)),
				Integer.parseInt(matcher.group(3)), Fault.valueOf(matcher.group(4)));
	}

	/** Returns the text of a chunk, which begins with its number. */
	static String text(int chunk) {
		return chunk + " " + PHRASES[chunk % PHRASES.length] + " ";
	}

	String wholeText() {
		StringBuilder text = new StringBuilder();
		for (int chunk = 0; chunk < this.chunks; chunk++) {
			text.append(text(chunk));
		}
		return text.toString();
	}

	/** Returns the number of the chunk at a place, or -1 if the fault takes it away. */
	int chunkAt(int place) {
		int middle = this.chunks / 2;
		return switch (this.fault) {
			case LOSE -> (place == middle) ? -1 : place;
			case SWAP -> (place == middle) ? middle + 1 : (place == middle + 1) ? middle : place;
			default -> place;
		};
	}

	boolean isCutAt(int place) {
		return this.fault == Fault.CUT && place == this.chunks / 2;
	}

	@Override
	public String toString() {
		return "[[bench %d %d %d %s]]".formatted(this.chunks, this.pauseMillis, this.firstMillis, this.fault);
	}

	static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
