package io.github.gigachat.spring.ai.chat;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.github.gigachat.emulator.RecordedRequest;
import io.github.gigachat.spring.ai.GigaChatModel;
import io.github.gigachat.spring.ai.GigaChatOptions;
import io.github.gigachat.spring.ai.GigaChatSessionAdvisor;
import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import io.github.gigachat.spring.ai.fixtures.EmulatedService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.ChatClient.ChatClientRequestSpec;
import org.springframework.ai.chat.client.advisor.MessageChatMemoryAdvisor;
import org.springframework.ai.chat.memory.ChatMemory;
import org.springframework.ai.chat.memory.MessageWindowChatMemory;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.tool.annotation.Tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Tests that the requests of one conversation belong to one session of the service.
 */
class GigaChatSessionAdvisorTests {

	@RegisterExtension
	static final EmulatedService service = EmulatedService.overHttp();

	private GigaChatModel model;

	private ChatClient client;

	@BeforeEach
	void connect() {
		this.model = service.model();
		this.client = ChatClient.builder(this.model).defaultAdvisors(new GigaChatSessionAdvisor()).build();
	}

	@Test
	void theConversationIsTheOneOfChatMemory() {
		assertThat(GigaChatSessionAdvisor.CONVERSATION_ID).isEqualTo(ChatMemory.CONVERSATION_ID);
	}

	@ParameterizedTest
	@EnumSource
	void eachConversationHasItsOwnSession(Answering answering) {
		answering.to(in("anna", "Hello"));
		answering.to(in("boris", "Hello"));
		answering.to(in("anna", "Again"));
		answering.to(in("boris", "Again"));

		List<String> sessions = sessions();
		assertThat(sessions).hasSize(4).doesNotContainNull();
		assertThat(sessions.get(0)).isEqualTo(sessions.get(2)).isNotEqualTo(sessions.get(1)).doesNotContain("anna");
		assertThat(sessions.get(1)).isEqualTo(sessions.get(3));
		assertThat(UUID.fromString(sessions.get(0))).hasToString(sessions.get(0));
	}

	@ParameterizedTest
	@EnumSource
	void allRoundsOfTheToolLoopAreOneSession(Answering answering) {
		service.emulator().onUserMessage("time").callFunction("now", Map.of()).then().callFunction("now", Map.of());
		service.emulator().onFunctionResult("now").callFunction("now", Map.of()).then().reply("It is noon.");

		answering.to(in("anna", "The time?").tools(new Clock()));

		assertThat(sessions()).hasSize(3).doesNotContainNull();
		assertThat(sessions()).containsOnly(sessions().get(0));
	}

	@ParameterizedTest
	@EnumSource
	void theSessionStaysInItsRequest(Answering answering) {
		answering.to(in("anna", "Hello"));
		answering.to(this.client.prompt("Hello"));
		this.model.call("Hello");

		assertThat(sessions()).hasSize(3);
		assertThat(sessions().get(0)).isNotNull();
		assertThat(sessions().subList(1, 3)).containsOnlyNulls();
		assertThat(this.model.getOptions().getSessionId()).isNull();
	}

	@Test
	void theOptionsOfTheRequestStay() {
		in("anna", "Hello").options(GigaChatOptions.builder().maxTokens(7).headers(Map.of("X-Own", "1")))
			.call()
			.content();

		RecordedRequest request = service.emulator().lastChatRequest();
		assertThat(request.body()).contains("\"max_tokens\":7");
		assertThat(request.header("X-Own")).isEqualTo("1");
		assertThat(request.header("X-Session-ID")).isNotNull();
	}

	@ParameterizedTest
	@EnumSource
	void aSessionSetByTheRequestStays(Answering answering) {
		answering.to(in("anna", "Hello").options(GigaChatOptions.builder().sessionId("mine")));
		answering.to(in("anna", "Hello").options(GigaChatOptions.builder().headers(Map.of("x-session-id", "mine"))));

		assertThat(sessions()).containsExactly("mine", "mine");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "  " })
	void aBlankConversationIdCountsAsAbsent(String conversation) {
		in(conversation, "Hello").call().content();

		assertThat(sessions()).containsOnlyNulls();
	}

	@Test
	void worksWithChatMemory() {
		ChatClient remembering = ChatClient.builder(this.model)
			.defaultAdvisors(MessageChatMemoryAdvisor.builder(MessageWindowChatMemory.builder().build()).build(),
					new GigaChatSessionAdvisor())
			.build();

		for (String question : List.of("One", "Two")) {
			remembering.prompt(question)
				.advisors((advisors) -> advisors.param(GigaChatSessionAdvisor.CONVERSATION_ID, "anna"))
				.call()
				.content();
		}

		assertThat(service.emulator().lastChatRequest().chat().messages()).hasSize(3);
		assertThat(sessions().get(0)).isNotNull().isEqualTo(sessions().get(1));
	}

	@ParameterizedTest
	@EnumSource
	void anotherProvidersOptionsAreLeftAlone(Answering answering) {
		ForeignModel foreign = new ForeignModel(this.model);

		answering.to(ChatClient.builder(foreign)
			.defaultAdvisors(new GigaChatSessionAdvisor())
			.build()
			.prompt("Hello")
			.advisors((advisors) -> advisors.param(ChatMemory.CONVERSATION_ID, "anna")));

		assertThat(sessions()).hasSize(1).containsOnlyNulls();
	}

	@ParameterizedTest
	@EnumSource
	void aFailureIsTheSameAsWithoutTheAdvisor(Answering answering) {
		service.emulator().onAnyMessage().fail(422);

		assertThatThrownBy(() -> answering.to(in("anna", "Hello"))).isInstanceOf(GigaChatNonTransientException.class);
	}

	private ChatClientRequestSpec in(String conversation, String question) {
		return this.client.prompt(question)
			.advisors((advisors) -> advisors.param(ChatMemory.CONVERSATION_ID, conversation));
	}

	private static List<String> sessions() {
		return service.emulator().chatRequests().stream().map((request) -> request.header("X-Session-ID")).toList();
	}

	/** The two ways to ask a client. */
	enum Answering {

		CALL {

			@Override
			void to(ChatClientRequestSpec request) {
				request.call().content();
			}

		},

		STREAM {

			@Override
			void to(ChatClientRequestSpec request) {
				request.stream().content().blockLast(EmulatedService.LIMIT);
			}

		};

		abstract void to(ChatClientRequestSpec request);

	}

	static class Clock {

		@Tool
		String now() {
			return "noon";
		}

	}

	/**
	 * A model with options that know nothing of GigaChat, though GigaChat answers.
	 *
	 * @param answers the model that answers
	 */
	record ForeignModel(GigaChatModel answers) implements ChatModel {

		@Override
		public ChatResponse call(Prompt prompt) {
			return this.answers.call(prompt);
		}

		@Override
		public Flux<ChatResponse> stream(Prompt prompt) {
			return this.answers.stream(prompt);
		}

		@Override
		public ChatOptions getOptions() {
			return ChatOptions.builder().build();
		}

	}

}
