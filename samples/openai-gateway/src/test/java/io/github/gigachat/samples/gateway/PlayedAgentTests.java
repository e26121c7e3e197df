package io.github.gigachat.samples.gateway;

import io.github.gigachat.emulator.GigaChatEmulator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests the model of the demo over HTTP.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(EmulatorConfiguration.class)
@Timeout(60)
class PlayedAgentTests {

	@Autowired
	GigaChatEmulator gigachat;

	private GatewayClient client;

	@BeforeEach
	void play(@LocalServerPort int port) {
		this.gigachat.reset();
		PlayedAgent.addTo(this.gigachat);
		this.client = new GatewayClient(port);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
			read        | 'filePath':{'type':'string'}                    | {'filePath':'docs/a.md'}
			Read        | 'file_path':{'type':'string','description':'absolute path'} | {'file_path':'/srv/docs/a.md'}
			read_files  | 'paths':{'type':'array','items':{'type':'string'}} | {'paths':['docs/a.md']}
			mcp.fs/read-text-file | 'path':{'type':'string'}              | {'path':'docs/a.md'}
			shell       | 'command':{'type':'array','items':{'type':'string'}} | {'command':['cat','docs/a.md']}
			exec_command | 'cmd':{'type':'string'}                        | {'cmd':'cat docs/a.md'}
			""")
	void readsAFileByTheToolOfTheAgent(String tool, String property, String arguments) {
		JsonNode message = message(tools("search", "'query':{'type':'string'}") + "," + tools(tool, property),
				"{'role':'system','content':'Working directory: /srv'},{'role':'user','content':'Read docs/a.md, please'}");

		JsonNode call = message.path("tool_calls").path(0).path("function");
		assertThat(call.path("name").asString()).isEqualTo(tool);
		assertThat(call.path("arguments").asString()).isEqualTo(arguments.replace('\'', '"'));
	}

	@ParameterizedTest
	@ValueSource(strings = { "Working directory: /srv", "<cwd>/srv</cwd>",
			"I am currently working in the directory: /srv/" })
	void makesThePathAbsoluteIfTheToolDemandsIt(String told) {
		JsonNode message = message(tools("read_file", "'file_path':{'type':'string','description':'absolute'}"),
				"{'role':'system','content':'" + told + "'},{'role':'user','content':'Read notes.txt'}");

		assertThat(message.path("tool_calls").path(0).path("function").path("arguments").asString())
			.isEqualTo("{\"file_path\":\"/srv/notes.txt\"}");
	}

	@Test
	void fillsOtherRequiredProperties() {
		JsonNode message = message(
				"""
						{'type':'function','function':{'name':'read_file','parameters':{'type':'object','properties':\
						{'path':{'type':'string'},'whole':{'type':'boolean'},'from':{'type':'integer'},'to':{'type':'integer'}},\
						'required':['path','whole','from']}}}""",
				"{'role':'user','content':'Открой файл «notes.txt»'}");

		assertThat(message.path("tool_calls").path(0).path("function").path("arguments").asString())
			.isEqualTo("{\"path\":\"notes.txt\",\"whole\":false,\"from\":1}");
	}

	@ParameterizedTest
	@CsvSource({ "What does it say? Read notes.txt!, 'The file notes.txt says: \"milk\n2 eggs\"'",
			"Прочитай notes.txt, 'В файле notes.txt написано: «milk\n2 eggs»'" })
	void answersFromTheResultInTheLanguageOfTheUser(String question, String answer) {
		JsonNode message = message(tools("read", "'path':{'type':'string'}"), """
				{'role':'user','content':'%s'},
				{'role':'assistant','content':null,'tool_calls':[{'id':'1','type':'function','function':\
				{'name':'read','arguments':'{}'}}]},
				{'role':'tool','tool_call_id':'1','content':'milk\\n2 eggs\\n'},
				{'role':'user','content':'A remark that the agent adds'}""".formatted(question));

		assertThat(message.path("content").asString()).isEqualTo(answer);
		assertThat(message.has("tool_calls")).isFalse();
	}

	@Test
	void answersFromTheSummaryOfACompactedConversation() {
		JsonNode message = message(tools("read", "'path':{'type':'string'}"), """
				{'role':'user','content':'Read notes.txt'},
				{'role':'user','content':'This is the summary: The file notes.txt says: \\"milk\\n2 eggs\\"'}""");

		assertThat(message.path("content").asString()).isEqualTo("The file notes.txt says: \"milk\n2 eggs\"");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			read   | Привет!                   | Это эмулятор GigaChat
			read   | Is this agent ready?      | This is the GigaChat emulator
			search | Read notes.txt            | This is the GigaChat emulator
			""")
	void otherRequestsGetTheAnswersOfTheEmulator(String tool, String question, String answer) {
		JsonNode message = message(tools(tool, "'path':{'type':'string'}"),
				"{'role':'user','content':'" + question + "'}");

		assertThat(message.path("content").asString()).startsWith(answer);
	}

	private static String tools(String name, String property) {
		return "{'type':'function','function':{'name':'" + name + "','parameters':{'type':'object','properties':{"
				+ property + "}}}}";
	}

	private JsonNode message(String tools, String messages) {
		GatewayClient.Answer answer = this.client.post("/v1/chat/completions",
				"{'model':'GigaChat-2','tools':[" + tools + "],'messages':[" + messages + "]}");
		assertThat(answer.status()).isEqualTo(200);
		return answer.json().path("choices").path(0).path("message");
	}

}
