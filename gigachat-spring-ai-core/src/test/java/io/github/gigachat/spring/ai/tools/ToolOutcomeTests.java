package io.github.gigachat.spring.ai.tools;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.gigachat.emulator.ChatMessage;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import io.github.gigachat.spring.ai.fixtures.Way;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.ChatClient.ChatClientRequestSpec;
import org.springframework.ai.chat.metadata.Usage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.tool.annotation.Tool;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests the results and failures of tools, and the usage of the whole exchange.
 */
class ToolOutcomeTests {

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	@ParameterizedTest
	@EnumSource(value = Way.class, names = { "CALL", "STREAM" })
	void theMessageOfAToolsExceptionReachesTheModelAsTheResult(Way way) {
		service.emulator().onUserMessage("Open").callFunction("open", Map.of("door", "front"));
		service.emulator().onFunctionResult("open").reply("The door is stuck.");

		String answer = way.content(ChatClient.create(service.model()).prompt("Open!").tools(new Doors()));

		assertThat(answer).isEqualTo("The door is stuck.");
		assertThat(result()).isEqualTo("""
				{"result":"The \\"front\\" door is stuck"}""");
	}

	@ParameterizedTest
	@EnumSource(value = Way.class, names = { "CALL", "STREAM" })
	void anExceptionWithoutAMessageIsAResultThatNamesTheTool(Way way) {
		service.emulator().onUserMessage("Close").callFunction("close", Map.of("quietly", true));
		service.emulator().onFunctionResult("close").reply("It does not close.");

		String answer = way.content(ChatClient.create(service.model()).prompt("Close!").tools(new Doors()));

		assertThat(answer).isEqualTo("It does not close.");
		assertThat(result()).startsWith("{\"result\":").contains("close");
	}

	@ParameterizedTest
	@EnumSource(value = Way.class, names = { "CALL", "STREAM" })
	void aDirectResultIsTheUnchangedAnswer(Way way) {
		service.emulator().onUserMessage("List").callFunction("list", Map.of());

		String answer = way.content(ChatClient.create(service.model()).prompt("List!").tools(new Doors()));

		assertThat(answer).isEqualTo("[\"front\",\"back\"]");
		assertThat(service.emulator().chatRequests()).hasSize(1);
	}

	@ParameterizedTest
	@EnumSource(value = Way.class, names = { "CALL", "STREAM" })
	void aToolThatReturnsNothingHasAResult(Way way) {
		service.emulator().onUserMessage("Lock").callFunction("lock", Map.of());
		service.emulator().onFunctionResult("lock").reply("Locked.");

		assertThat(way.content(ChatClient.create(service.model()).prompt("Lock!").tools(new Doors())))
			.isEqualTo("Locked.");
		assertThat(result()).startsWith("{\"result\":");
	}

	@Test
	void tokensFromTheServicesCacheShowInTheUsageOfACall() {
		service.emulator().onAnyMessage().reply("Hello.").usage(100, 5, 60);

		ChatResponse response = ChatClient.create(service.model()).prompt("Hi").call().chatResponse();

		assertCached(Objects.requireNonNull(response));
	}

	@Test
	void tokensFromTheServicesCacheShowInTheUsageOfAStreamsLastChunk() {
		service.emulator().onAnyMessage().replyInChunks("Hel", "lo.").usage(100, 5, 60);

		ChatResponse last = ChatClient.create(service.model())
			.prompt("Hi")
			.stream()
			.chatResponse()
			.blockLast(EmulatedService.LIMIT);

		assertCached(Objects.requireNonNull(last));
	}

	/**
	 * Spring AI's aggregation of a streamed round keeps no cached tokens, so a stream's
	 * sum has those of the last round.
	 */
	@ParameterizedTest
	@EnumSource
	void tokensFromTheServicesCacheAreSummedOverALoopOfTools(Way way) {
		service.emulator().onUserMessage("Lock").callFunction("lock", Map.of()).usage(40, 10, 20);
		service.emulator().onFunctionResult("lock").reply("Locked.").usage(60, 5, 30);
		ChatClientRequestSpec request = ChatClient.create(service.model()).prompt("Lock!").tools(new Doors());

		ChatResponse last = (way == Way.CALL) ? request.call().chatResponse()
				: request.stream().chatResponse().blockLast(EmulatedService.LIMIT);

		Usage usage = Objects.requireNonNull(last).getMetadata().getUsage();
		assertThat(List.of(usage.getPromptTokens(), usage.getCompletionTokens(), usage.getTotalTokens()))
			.containsExactly(100, 15, 115);
		assertThat(usage.getCacheReadInputTokens()).isEqualTo((way == Way.CALL) ? 50 : 30);
	}

	private static void assertCached(ChatResponse response) {
		Usage usage = response.getMetadata().getUsage();
		assertThat(usage.getPromptTokens()).isEqualTo(100);
		assertThat(usage.getCompletionTokens()).isEqualTo(5);
		assertThat(usage.getTotalTokens()).isEqualTo(105);
		assertThat(usage.getCacheReadInputTokens()).isEqualTo(60);
	}

	/** The result that the model was told. */
	private static String result() {
		List<ChatMessage> results = service.emulator().lastChatRequest().chat().functionResults();
		assertThat(results).hasSize(1);
		return results.get(0).content();
	}

	/**
	 * Tools that fail, return at once, or return nothing.
	 */
	static final class Doors {

		@Tool(description = "Opens a door")
		String open(String door) {
			if (door.equals("front")) {
				throw new IllegalStateException("The \"" + door + "\" door is stuck");
			}
			return "open";
		}

		@Tool(description = "Closes the doors")
		String close(boolean quietly) {
			if (quietly) {
				throw new UncheckedIOException(null, new IOException());
			}
			return "closed";
		}

		@Tool(description = "Lists the doors", returnDirect = true)
		List<String> list() {
			return List.of("front", "back");
		}

		@Tool(description = "Locks the doors")
		void lock() {
		}

	}

}
