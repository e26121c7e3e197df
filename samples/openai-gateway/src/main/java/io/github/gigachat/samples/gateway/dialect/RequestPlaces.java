package io.github.gigachat.samples.gateway.dialect;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Converts the places that the provider names in its failures to those of a request.
 *
 * @param messages the place of each message in the request, {@code messages[3]} for
 * example
 * @param names the fields of the request by the names of the provider's options, where
 * they differ. The name {@code messages} stands for the conversation
 */
public record RequestPlaces(List<String> messages, Map<String, String> names) implements UnaryOperator<String> {

	private static final String CONVERSATION = "messages";

	private static final Pattern MESSAGE = Pattern.compile("messages\\[(\\d+)](\\.media\\[\\d+])?");

	/**
	 * Returns the place in the request.
	 * @param place the place as the provider names it, {@code messages[2].media[0]} or
	 * {@code max_tokens} for example
	 * @return the place as the client knows it
	 */
	@Override
	public String apply(String place) {
		Matcher message = MESSAGE.matcher(place);
		if (!message.matches()) {
			return this.names.getOrDefault(place, place);
		}
		int index = Integer.parseInt(message.group(1));
		if (index >= this.messages.size()) {
			return apply(CONVERSATION);
		}
		String found = this.messages.get(index);
		// the place of a result may be the field that has its content
		return (message.group(2) != null && found.endsWith("]")) ? found + ".content" : found;
	}

}
