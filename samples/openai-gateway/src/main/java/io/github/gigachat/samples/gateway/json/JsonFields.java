package io.github.gigachat.samples.gateway.json;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.github.gigachat.samples.gateway.error.ApiException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the fields of one JSON object of a request. A field of the wrong type is an error
 * that names its place. A field that is {@code null} counts as missing. Remembers which
 * fields were read, so that the others can be reported.
 */
public final class JsonFields {

	private final ObjectNode object;

	private final String place;

	private final Set<String> read = new HashSet<>();

	JsonFields(ObjectNode object, String place) {
		this.object = object;
		this.place = place;
	}

	/**
	 * Returns the place of a field, {@code tools[0].function.name} for example.
	 * @param field the name of the field
	 * @return the place
	 */
	public String place(String field) {
		return this.place.isEmpty() ? field : this.place + "." + field;
	}

	/**
	 * Returns the place of this object.
	 * @return the place; empty for the body itself
	 */
	public String place() {
		return this.place;
	}

	/**
	 * Returns the value of a field.
	 * @param field the name of the field
	 * @return the value, or {@code null} if it is missing
	 */
	public @Nullable JsonNode value(String field) {
		this.read.add(field);
		JsonNode value = this.object.get(field);
		return (value == null || value.isNull()) ? null : value;
	}

	/**
	 * Returns whether the object has a field with a value.
	 * @param field the name of the field
	 * @return {@code true} if it is there and not null
	 */
	public boolean has(String field) {
		return value(field) != null;
	}

	/**
	 * Returns a text.
	 * @param field the name of the field
	 * @return the text, or {@code null} if the field is missing
	 * @throws ApiException if the value is not a string
	 */
	public @Nullable String text(String field) {
		JsonNode value = value(field);
		if (value == null) {
			return null;
		}
		if (!value.isString()) {
			throw wrong(field, "a string");
		}
		return value.stringValue();
	}

	/**
	 * Returns a text that has to be there.
	 * @param field the name of the field
	 * @return the text, which is not blank
	 * @throws ApiException if there is none
	 */
	public String requiredText(String field) {
		String text = text(field);
		if (text == null || text.isBlank()) {
			throw ApiException.invalid(place(field), place(field) + " is missing");
		}
		return text;
	}

	/**
	 * Returns a flag.
	 * @param field the name of the field
	 * @return the flag, or {@code null} if the field is missing
	 * @throws ApiException if the value is neither true nor false
	 */
	public @Nullable Boolean flag(String field) {
		JsonNode value = value(field);
		if (value == null) {
			return null;
		}
		if (!value.isBoolean()) {
			throw wrong(field, "true or false");
		}
		return value.booleanValue();
	}

	/**
	 * Returns whether a flag is set.
	 * @param field the name of the field
	 * @return {@code true} if the field is there and true
	 * @throws ApiException if the value is neither true nor false
	 */
	public boolean isTrue(String field) {
		return Boolean.TRUE.equals(flag(field));
	}

	/**
	 * Returns a number within a range.
	 * @param field the name of the field
	 * @param least the least value
	 * @param most the greatest value
	 * @return the number, or {@code null} if the field is missing
	 * @throws ApiException if the value is not a number in the range
	 */
	public @Nullable Double number(String field, double least, double most) {
		JsonNode value = value(field);
		if (value == null) {
			return null;
		}
		String range = "a number from " + plain(least) + " to " + plain(most);
		if (!value.isNumber()) {
			throw wrong(field, range);
		}
		double number = value.doubleValue();
		if (!(number >= least && number <= most)) {
			throw wrong(field, range);
		}
		return number;
	}

	/**
	 * Returns a whole number of at least the given size.
	 * @param field the name of the field
	 * @param least the least value
	 * @return the number, or {@code null} if the field is missing
	 * @throws ApiException if the value is not such a number
	 */
	public @Nullable Integer integer(String field, int least) {
		return integer(field, least, Integer.MAX_VALUE);
	}

	/**
	 * Returns a whole number within a range.
	 * @param field the name of the field
	 * @param least the least value
	 * @param most the greatest value
	 * @return the number, or {@code null} if the field is missing
	 * @throws ApiException if the value is not such a number
	 */
	public @Nullable Integer integer(String field, int least, int most) {
		JsonNode value = value(field);
		if (value == null) {
			return null;
		}
		double number = value.isNumber() ? value.doubleValue() : Double.NaN;
		if (!(number >= least && number <= most) || number != Math.rint(number)) {
			throw wrong(field, (most == Integer.MAX_VALUE) ? "a whole number of at least " + least
					: "a whole number from " + least + " to " + most);
		}
		return (int) number;
	}

	/**
	 * Returns an object.
	 * @param field the name of the field
	 * @return the fields of the object, or {@code null} if the field is missing
	 * @throws ApiException if the value is not an object
	 */
	public @Nullable JsonFields object(String field) {
		JsonNode value = value(field);
		return (value != null) ? fields(value, place(field)) : null;
	}

	/**
	 * Returns an object, a JSON schema for example, as it came.
	 * @param field the name of the field
	 * @return the JSON of the object, or {@code null} if the field is missing
	 * @throws ApiException if the value is not an object
	 */
	public @Nullable String json(String field) {
		JsonFields object = object(field);
		return (object != null) ? object.object.toString() : null;
	}

	/**
	 * Returns the elements of an array of objects.
	 * @param field the name of the field
	 * @return the elements; empty if the field is missing
	 * @throws ApiException if the value is not an array of objects
	 */
	public List<JsonFields> objects(String field) {
		List<JsonNode> values = array(field);
		List<JsonFields> objects = new ArrayList<>(values.size());
		for (int i = 0; i < values.size(); i++) {
			objects.add(fields(values.get(i), place(field) + "[" + i + "]"));
		}
		return objects;
	}

	/**
	 * Returns the elements of an array.
	 * @param field the name of the field
	 * @return the elements; empty if the field is missing
	 * @throws ApiException if the value is not an array
	 */
	public List<JsonNode> array(String field) {
		JsonNode value = value(field);
		if (value == null) {
			return List.of();
		}
		if (!value.isArray()) {
			throw wrong(field, "an array");
		}
		return List.copyOf(value.asArray().values());
	}

	/**
	 * Returns the fields of a value that has to be an object.
	 * @param value the value
	 * @param place the place of the value in the request
	 * @return the fields
	 * @throws ApiException if the value is not an object
	 */
	public static JsonFields fields(JsonNode value, String place) {
		if (value instanceof ObjectNode object) {
			return new JsonFields(object, place);
		}
		throw ApiException.invalid(place, place + " has to be an object");
	}

	/**
	 * Returns the names of the fields that were not read.
	 * @return the names, sorted
	 */
	public List<String> unread() {
		return this.object.propertyNames().stream().filter((name) -> !this.read.contains(name)).sorted().toList();
	}

	/**
	 * Returns the error of a field with an unusable value.
	 * @param field the name of the field
	 * @param expected the expected value, {@code a string} for example
	 * @return the exception
	 */
	public ApiException wrong(String field, String expected) {
		return ApiException.invalid(place(field), place(field) + " has to be " + expected);
	}

	private static String plain(double number) {
		return (number == Math.rint(number)) ? Long.toString((long) number) : Double.toString(number);
	}

}
