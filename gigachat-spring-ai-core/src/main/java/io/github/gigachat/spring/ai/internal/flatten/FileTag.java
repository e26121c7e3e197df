package io.github.gigachat.spring.ai.internal.flatten;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

import io.github.gigachat.spring.ai.api.chat.GeneratedFile;
import org.jspecify.annotations.Nullable;

/**
 * Reads a tag by which the v1 API tells of a file that the model made, and knows it from
 * the tags of an answer that is about HTML.
 * <p>
 * A picture is {@code <img src="id" fuse="true"/>}, a film has {@code video} and a
 * {@code cover}, a 3D model is a {@code div} with {@code data-model-id}; so the service's
 * guides on making pictures and 3D models say. Pictures and films are told by
 * {@code fuse}, which HTML does not have; beside it the id may be any word of letters and
 * digits, as older services had them. A 3D model without it has a UUID.
 */
public final class FileTag {

	/**
	 * What is longer than this is no tag of the service's: neither is more held back, nor
	 * is more read behind each of many beginnings.
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

	/** Where the reading ends, whatever stands behind it. */
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
	 * Reads what begins with a {@code <}.
	 * @param text the text
	 * @param start where in it the {@code <} stands
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

	/** The tag that tells of a file. */
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

	/** Reads an attribute or the end. */
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

	/** Whether there is anything behind the space. */
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

	/** How far the reading has come. */
	private enum State {

		READING, ENDED, CUT, OTHER

	}

	/**
	 * One kind of tag.
	 *
	 * @param name the tag's name
	 * @param attribute the attribute that holds the id
	 * @param mime what such a file is
	 * @param target what it is for
	 */
	private record Form(String name, String attribute, String mime, String target) {
	}

	/**
	 * What stands behind a {@code <}.
	 *
	 * @param file the file that the tag tells of; {@code null} when it is no such tag, or
	 * not yet known to be one
	 * @param end where the tag ends
	 * @param undecided whether more of the text is needed to know
	 */
	public record Reading(@Nullable GeneratedFile file, int end, boolean undecided) {

		public static final Reading OTHER = new Reading(null, 0, false);

		public static final Reading UNDECIDED = new Reading(null, 0, true);

	}

}
