package io.github.gigachat.spring.ai.internal.flatten;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

import io.github.gigachat.spring.ai.api.chat.GeneratedFile;
import org.jspecify.annotations.Nullable;

/**
 * Reads a tag with which the v1 API reports a generated file, and distinguishes it from
 * HTML in the text of an answer.
 * <p>
 * An image is {@code <img src="id" fuse="true"/>}. A video is a {@code video} tag, which
 * also has the attribute {@code cover}. A 3D model is a {@code div} with
 * {@code data-model-id}. The source is the service's guides on generating images and 3D
 * models. Images and videos are recognised by the attribute {@code fuse}, which HTML does
 * not have. With it, the id may be any word of letters and digits, as earlier versions of
 * the service sent them. A 3D model without {@code fuse} must have a UUID.
 */
public final class FileTag {

	/**
	 * The maximum length of a tag, in characters. It limits the text that is held back,
	 * and the work for a text with many {@code <} characters.
	 */
	public static final int LONGEST = 1000;

	private static final Pattern UUID = Pattern
		.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

	private static final Pattern WORD = Pattern.compile("[0-9A-Za-z-]{16,256}");

	private static final Pattern BEGINNING = Pattern.compile("[0-9A-Za-z-]{0,256}");

	private static final List<Form> FORMS = List.of(new Form("img", "src", "image/jpeg", GeneratedFile.IMAGE),
			new Form("video", "src", "video/mp4", GeneratedFile.VIDEO),
			new Form("div", "data-model-id", "application/octet-stream", GeneratedFile.MODEL_3D));

	private final String text;

	/** The index at which reading stops, even if more text follows. */
	private final int limit;

	private final Map<String, String> attributes = new HashMap<>();

	private int at;

	private @Nullable Form form;

	private FileTag(String text, int start) {
		this.text = text;
		this.limit = Math.min(text.length(), start + LONGEST);
		this.at = start + 1;
	}

	/**
	 * Reads a possible tag.
	 * @param start the index of the {@code <} in the text
	 */
	public static Reading read(String text, int start) {
		FileTag tag = new FileTag(text, start);
		State state = tag.name();
		while (state == State.READING) {
			state = tag.next();
		}
		if (state == State.ENDED) {
			GeneratedFile file = tag.file();
			return (file != null) ? new Reading(file, tag.at, false) : Reading.OTHER;
		}
		return (state == State.CUT && text.length() - start < LONGEST) ? Reading.UNDECIDED : Reading.OTHER;
	}

	/** Returns the tag that reports a file. */
	static String of(GeneratedFile file) {
		Form form = FORMS.get(0);
		for (Form other : FORMS) {
			if (other.target().equals(file.target())) {
				form = other;
			}
		}
		return "<" + form.name() + " " + form.attribute() + "=\"" + file.id() + "\" fuse=\"true\"/>";
	}

	private State name() {
		int length = this.limit - this.at;
		for (Form candidate : FORMS) {
			String name = candidate.name();
			if (this.text.regionMatches(true, this.at, name, 0, Math.min(length, name.length()))) {
				if (length <= name.length()) {
					return State.CUT;
				}
				this.form = candidate;
				this.at += name.length();
				return Character.isWhitespace(this.text.charAt(this.at)) ? State.READING : State.OTHER;
			}
		}
		return State.OTHER;
	}

	/** Reads the next attribute or the end of the tag. */
	private State next() {
		if (!skipSpace()) {
			return State.CUT;
		}
		char next = this.text.charAt(this.at);
		if (next == '/' && this.at + 1 == this.limit) {
			return State.CUT;
		}
		if (next == '/') {
			this.at++;
			next = this.text.charAt(this.at);
			return (next == '>') ? end() : State.OTHER;
		}
		return (next == '>') ? end() : attribute();
	}

	private State end() {
		this.at++;
		return State.ENDED;
	}

	private State attribute() {
		int begin = this.at;
		while (this.at < this.limit && isNamePart(this.text.charAt(this.at))) {
			this.at++;
		}
		String name = this.text.substring(begin, this.at).toLowerCase(Locale.ROOT);
		if (!skipSpace()) {
			return State.CUT;
		}
		if (name.isEmpty()) {
			return State.OTHER;
		}
		if (this.text.charAt(this.at) != '=') {
			this.attributes.putIfAbsent(name, "");
			return State.READING;
		}
		this.at++;
		return skipSpace() ? value(name) : State.CUT;
	}

	private State value(String name) {
		char quote = this.text.charAt(this.at);
		boolean quoted = quote == '"' || quote == '\'';
		int begin = quoted ? this.at + 1 : this.at;
		int end = begin;
		while (end < this.limit && !isEnd(this.text.charAt(end), quoted ? quote : ' ')) {
			end++;
		}
		String value = this.text.substring(begin, end);
		boolean id = this.form != null && this.form.attribute().equals(name);
		if (id && !BEGINNING.matcher(value).matches()) {
			return State.OTHER;
		}
		if (end == this.limit) {
			return State.CUT;
		}
		this.attributes.putIfAbsent(name, value);
		this.at = quoted ? end + 1 : end;
		return State.READING;
	}

	private static boolean isEnd(char next, char quote) {
		return (quote == ' ') ? Character.isWhitespace(next) || next == '>' || next == '/' : next == quote;
	}

	private static boolean isNamePart(char next) {
		return Character.isLetterOrDigit(next) || next == '-' || next == '_' || next == ':';
	}

	/**
	 * Skips white space.
	 * @return whether more text follows
	 */
	private boolean skipSpace() {
		while (this.at < this.limit && Character.isWhitespace(this.text.charAt(this.at))) {
			this.at++;
		}
		return this.at < this.limit;
	}

	private @Nullable GeneratedFile file() {
		if (this.form == null) {
			return null;
		}
		String id = this.attributes.getOrDefault(this.form.attribute(), "");
		boolean known = this.attributes.containsKey("fuse") ? WORD.matcher(id).matches()
				: this.form.target().equals(GeneratedFile.MODEL_3D) && UUID.matcher(id).matches();
		return known ? new GeneratedFile(id, this.form.mime(), this.form.target()) : null;
	}

	/** The state of reading a tag. */
	private enum State {

		READING, ENDED, CUT, OTHER

	}

	/**
	 * The form of the tag for one kind of file.
	 *
	 * @param name the tag name
	 * @param attribute the attribute that holds the file id
	 * @param mime the MIME type of such a file
	 * @param target the purpose of the file, as in {@link GeneratedFile#target()}
	 */
	private record Form(String name, String attribute, String mime, String target) {
	}

	/**
	 * The result of reading a possible tag.
	 *
	 * @param file the file that the tag reports; {@code null} if the text is no such tag
	 * or if this is undecided
	 * @param end the index after the tag
	 * @param undecided whether more text is needed to decide
	 */
	public record Reading(@Nullable GeneratedFile file, int end, boolean undecided) {

		public static final Reading OTHER = new Reading(null, 0, false);

		public static final Reading UNDECIDED = new Reading(null, 0, true);

	}

}
