package io.github.gigachat.samples.gateway;

/**
 * A pattern of names, in which {@code *} stands for any characters, or for none. No other
 * character has a meaning. Upper and lower case are the same.
 *
 * @param text the pattern
 */
public record NamePattern(String text) {

	private static final char ANY = '*';

	/**
	 * Returns whether a name is a pattern.
	 * @param name the name
	 * @return {@code true} if it has a {@code *}
	 */
	public static boolean isPattern(String name) {
		return name.indexOf(ANY) >= 0;
	}

	/**
	 * Returns the number of characters that a name has to have. The pattern with the
	 * greater number is the more specific one.
	 * @return the number of characters other than {@code *}
	 */
	public int literals() {
		return (int) this.text.chars().filter((character) -> character != ANY).count();
	}

	/**
	 * Returns whether a name matches the pattern.
	 * @param name the whole name
	 * @return {@code true} if it matches
	 */
	public boolean matches(String name) {
		int at = 0;
		int position = 0;
		int lastAny = -1;
		int retry = 0;
		while (position < name.length()) {
			if (at < this.text.length() && this.text.charAt(at) == ANY) {
				lastAny = at++;
				retry = position;
			}
			else if (this.text.regionMatches(true, at, name, position, 1)) {
				at++;
				position++;
			}
			else if (lastAny >= 0) {
				// the last * takes one character more
				at = lastAny + 1;
				position = ++retry;
			}
			else {
				return false;
			}
		}
		return this.text.substring(at).chars().allMatch((character) -> character == ANY);
	}

}
