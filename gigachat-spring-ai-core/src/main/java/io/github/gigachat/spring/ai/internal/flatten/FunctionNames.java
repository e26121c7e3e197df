package io.github.gigachat.spring.ai.internal.flatten;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * Maps the tool names of one request to function names that the service accepts, and
 * back.
 * <p>
 * A valid name matches {@code ^[A-Za-z][A-Za-z0-9_]{0,63}$} and is not the name of a
 * built-in function of the service. It is sent unchanged. Invalid characters of any other
 * name are replaced. If the result equals another name of the request, an underscore and
 * six hexadecimal digits of the SHA-256 of the original name are added. The result does
 * not depend on the order of the names.
 */
public final class FunctionNames {

	private static final int LONGEST = 64;

	private static final int DIGITS = 6;

	private static final int MOST_DIGITS = 40;

	private static final Set<String> BUILT_IN = Set.of("text2image", "text2model3d", "get_file_content", "web_search",
			"image_generate", "model_3d_generate", "url_content_extraction", "code_interpreter", "get_datetime",
			"memory");

	/**
	 * The names of a request all of whose names are valid. Its maps accept {@code null},
	 * because an answer may have a call without a name.
	 */
	private static final FunctionNames UNCHANGED = new FunctionNames(Collections.emptyMap(), Collections.emptyMap());

	private final Map<String, String> toWire;

	private final Map<String, String> toOwn;

	/** The tool names whose function names lack some of their letters. */
	private final Set<String> shortened = new HashSet<>();

	private FunctionNames(Map<String, String> toWire, Map<String, String> toOwn) {
		this.toWire = toWire;
		this.toOwn = toOwn;
		toWire.forEach((own, wire) -> {
			if (!letters(wire).contains(letters(own))) {
				this.shortened.add(own);
			}
		});
	}

	/**
	 * Maps the names of a request.
	 * @param names the names of all its tools, including those in its history
	 */
	public static FunctionNames of(Collection<String> names) {
		return of(names, List.of());
	}

	/**
	 * Maps the names of a request that also offers functions of the service.
	 * @param names the names of all its tools, including those in its history
	 * @param builtIn the names of the service's functions, which no tool may use
	 */
	static FunctionNames of(Collection<String> names, Collection<String> builtIn) {
		for (String name : names) {
			if (!isLegal(name) || builtIn.contains(name)) {
				return renamed(names, builtIn);
			}
		}
		return UNCHANGED;
	}

	private static FunctionNames renamed(Collection<String> names, Collection<String> builtIn) {
		Set<String> taken = new HashSet<>(builtIn);
		Map<String, String> cleaned = new TreeMap<>();
		Set<String> once = new HashSet<>();
		Set<String> shared = new HashSet<>();
		for (String name : names) {
			if (isLegal(name) && !builtIn.contains(name)) {
				taken.add(name);
			}
			else if (!cleaned.containsKey(name)) {
				String wire = cleaned(name);
				cleaned.put(name, wire);
				if (!once.add(wire)) {
					shared.add(wire);
				}
			}
		}
		Map<String, String> toWire = new HashMap<>();
		Map<String, String> toOwn = new HashMap<>();
		// a unique cleaned name takes precedence over a generated one, so that the order
		// of the tools has no effect
		cleaned.forEach((name, wire) -> {
			if (isLegal(wire) && !taken.contains(wire) && !shared.contains(wire)) {
				toWire.put(name, wire);
			}
		});
		taken.addAll(toWire.values());
		cleaned.forEach((name, wire) -> {
			if (!toWire.containsKey(name)) {
				String distinct = distinct(name, wire, taken);
				taken.add(distinct);
				toWire.put(name, distinct);
			}
		});
		toWire.forEach((name, wire) -> toOwn.put(wire, name));
		return new FunctionNames(toWire, toOwn);
	}

	/**
	 * Replaces a missing name: histories of other providers may have calls without a
	 * name.
	 */
	static String orEmpty(@Nullable String name) {
		return (name != null) ? name : "";
	}

	/**
	 * Returns the function name to send for a tool.
	 * @param own the tool name, one of those that this mapping was created for
	 * @return the name that the service accepts
	 */
	public String toWire(String own) {
		return this.toWire.getOrDefault(own, own);
	}

	/**
	 * Returns the tool name of a function.
	 * @param wire the function name that the service used
	 * @return the tool name, or the given name if it is unknown
	 */
	public String toOwn(String wire) {
		return this.toOwn.getOrDefault(wire, wire);
	}

	/**
	 * Returns whether the function name lacks letters or digits of the tool name:
	 * non-Latin letters, or characters beyond the maximum length. Punctuation such as
	 * dots and dashes does not count.
	 * @param own the tool name, one of those that this mapping was created for
	 */
	boolean losesLetters(String own) {
		return this.shortened.contains(own);
	}

	private static String letters(String name) {
		return name.codePoints()
			.filter(FunctionNames::isLetterOrPictogram)
			.collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
			.toString();
	}

	private static boolean isLetterOrPictogram(int character) {
		return Character.isLetterOrDigit(character) || Character.getType(character) == Character.OTHER_SYMBOL;
	}

	private static boolean isLegal(String name) {
		if (name.isEmpty() || name.length() > LONGEST || !isLetter(name.charAt(0))) {
			return false;
		}
		for (int i = 1; i < name.length(); i++) {
			if (!isWordCharacter(name.charAt(i))) {
				return false;
			}
		}
		return !BUILT_IN.contains(name);
	}

	/**
	 * Adds digits of the hash to a name. Six digits suffice unless names were chosen to
	 * collide.
	 */
	private static String distinct(String name, String cleaned, Set<String> taken) {
		String digits = HexFormat.of().formatHex(sha256(name));
		int length = DIGITS;
		String wire = suffixed(cleaned, digits.substring(0, length));
		while (taken.contains(wire)) {
			length++;
			// only names that differ in lone surrogates have equal digests
			wire = suffixed(cleaned,
					(length <= MOST_DIGITS) ? digits.substring(0, length) : digits.substring(0, DIGITS) + "_" + length);
		}
		return wire;
	}

	private static String suffixed(String cleaned, String suffix) {
		int room = LONGEST - 1 - suffix.length();
		return ((cleaned.length() > room) ? cleaned.substring(0, room) : cleaned) + "_" + suffix;
	}

	private static String cleaned(String name) {
		StringBuilder cleaned = new StringBuilder(Math.min(name.length() + 2, LONGEST));
		for (int i = 0; i < name.length() && cleaned.length() < LONGEST; i++) {
			char c = name.charAt(i);
			if (cleaned.isEmpty() && !isLetter(c)) {
				cleaned.append("f_");
			}
			cleaned.append(isWordCharacter(c) ? c : '_');
		}
		return cleaned.isEmpty() ? "f_" : cleaned.toString();
	}

	private static boolean isLetter(char c) {
		return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
	}

	private static boolean isWordCharacter(char c) {
		return isLetter(c) || (c >= '0' && c <= '9') || c == '_';
	}

	private static byte[] sha256(String name) {
		try {
			return MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every JVM has SHA-256", ex);
		}
	}

}
