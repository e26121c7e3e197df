package io.github.gigachat.samples.gateway;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.github.gigachat.emulator.ChatAnswer;
import io.github.gigachat.emulator.ChatRequest;
import io.github.gigachat.emulator.GigaChatEmulator;
import io.github.gigachat.emulator.RecordedRequest;

/**
 * Plays the behaviours of the service that the last user message asks for, so that any
 * client can have them through the gateway. A message may have several directives:
 * <ul>
 * <li>{@code [[reply TEXT]]} answers with the text. Default: {@code One, two, three} in
 * three chunks.</li>
 * <li>{@code [[call NAME {"argument":"value"}]]} calls a function. Several directives are
 * called one after the other, and the answer to the last result is that of
 * {@code [[results]]}.</li>
 * <li>{@code [[results]]} answers with the results of functions that the message is
 * followed by, one a line with the name of its function.</li>
 * <li>{@code [[empty]]} answers with an empty text.</li>
 * <li>{@code [[journal WORD]]} answers with two numbers, of the chat requests with this
 * word that the emulator received, and of those that the gateway left before their
 * end.</li>
 * <li>{@code [[status 429]]} fails with the status.</li>
 * <li>{@code [[garbage]]} answers with a body that is no JSON.</li>
 * <li>{@code [[finish blacklist]]} sets the finish reason.</li>
 * <li>{@code [[usage 1 5 37]]} sets the tokens of the prompt and of the answer, and the
 * cached tokens, which do not count as tokens of the prompt.</li>
 * <li>{@code [[reasoning TEXT]]} adds the text as the thoughts of the model.</li>
 * <li>{@code [[close]]} closes the connection without a response.</li>
 * <li>{@code [[late]]} sends nothing until the client leaves.</li>
 * <li>{@code [[cut]]} cuts the connection after the first event of a stream, and
 * {@code [[cut once]]} only that of the first request with this message.</li>
 * <li>{@code [[silent]]} sends the first event of a stream, and then nothing until the
 * client leaves.</li>
 * <li>{@code [[slow]]} pauses for two seconds before each further event of a stream.</li>
 * </ul>
 * The argument of a directive ends at the first <code>]]</code>.
 */
final class ScriptedModel {

	private static final Duration PAUSE = Duration.ofSeconds(2);

	private static final Pattern DIRECTIVE = Pattern.compile(
			"\\[\\[(reply|call|results|empty|journal|status|garbage|finish|usage|reasoning|close|late|cut|silent|slow)"
					+ "(?: (.*?))?]]",
			Pattern.DOTALL);

	private static final Pattern BLANK = Pattern.compile("\\s+");

	private final ChatRequest request;

	private final List<Directive> directives;

	private ScriptedModel(ChatRequest request) {
		this.request = request;
		this.directives = directives(request);
	}

	/**
	 * Adds the behaviours to an emulator.
	 */
	static void addTo(GigaChatEmulator emulator) {
		emulator.onRequest((request) -> !directives(request).isEmpty())
			.respondWith((request) -> new ScriptedModel(request).answer(emulator));
		emulator.network().on((request) -> directs(request, "close")).closeBeforeResponse().always();
		emulator.network().on((request) -> directs(request, "cut")).cutAfterEvents(1).always();
		Set<String> cut = ConcurrentHashMap.newKeySet();
		emulator.network()
			.on((request) -> directs(request, "cut once") && cut.add(request.chat().lastUserText()))
			.cutAfterEvents(1)
			.always();
		emulator.network().on((request) -> directs(request, "silent")).silentAfterEvents(1).always();
		emulator.network().on((request) -> directs(request, "late")).silentBeforeResponse().always();
		emulator.network().on((request) -> directs(request, "slow")).pauseBetweenEvents(PAUSE).always();
	}

	private static boolean directs(RecordedRequest request, String name) {
		return request.endpoint() == RecordedRequest.Endpoint.CHAT && request.body().contains("[[" + name + "]]");
	}

	private static List<Directive> directives(ChatRequest request) {
		return DIRECTIVE.matcher(request.lastUserText()).results().map(Directive::of).toList();
	}

	private ChatAnswer answer(GigaChatEmulator emulator) {
		ChatAnswer answer = content(emulator);
		for (Directive directive : this.directives) {
			answer = switch (directive.name()) {
				case "finish" -> answer.withFinishReason(directive.argument());
				case "reasoning" -> answer.withReasoning(directive.argument());
				case "usage" -> answer.withUsage(directive.number(0), directive.number(1), directive.number(2));
				default -> answer;
			};
		}
		return answer;
	}

	private ChatAnswer content(GigaChatEmulator emulator) {
		for (Directive directive : this.directives) {
			ChatAnswer answer = switch (directive.name()) {
				case "reply" -> ChatAnswer.text(directive.argument());
				case "call" -> nextCall();
				case "results" -> ChatAnswer.text(results());
				case "empty" -> ChatAnswer.text("");
				case "journal" -> ChatAnswer.text(journal(emulator, directive.argument()));
				case "status" -> ChatAnswer.failure(directive.number(0));
				case "garbage" -> ChatAnswer.raw(200, "text/html", "<html>no JSON</html>");
				default -> null;
			};
			if (answer != null) {
				return answer;
			}
		}
		return ChatAnswer.chunks(List.of("One, ", "two, ", "three"));
	}

	private ChatAnswer nextCall() {
		List<Directive> calls = this.directives.stream()
			.filter((directive) -> directive.name().equals("call"))
			.toList();
		int done = this.request.functionResults().size();
		if (done >= calls.size()) {
			return ChatAnswer.text(results());
		}
		String[] call = BLANK.split(calls.get(done).argument(), 2);
		return ChatAnswer.functionCall(call[0], (call.length > 1) ? call[1] : "{}");
	}

	private String results() {
		return this.request.functionResults()
			.stream()
			.map((message) -> message.name() + ": " + message.content())
			.collect(Collectors.joining("\n"));
	}

	private static String journal(GigaChatEmulator emulator, String word) {
		long left = emulator.departures().stream().filter((departure) -> isAbout(departure.request(), word)).count();
		return emulator.chatRequests().stream().filter((request) -> isAbout(request, word)).count() + " " + left;
	}

	private static boolean isAbout(RecordedRequest request, String word) {
		return request.body().contains(word) && !request.body().contains("[[journal");
	}

	/**
	 * A directive.
	 *
	 * @param name its name
	 * @param argument the rest of it, may be empty
	 */
	private record Directive(String name, String argument) {

		static Directive of(MatchResult match) {
			return new Directive(match.group(1), (match.group(2) != null) ? match.group(2) : "");
		}

		int number(int index) {
			return Integer.parseInt(BLANK.split(this.argument, -1)[index]);
		}

	}

}
