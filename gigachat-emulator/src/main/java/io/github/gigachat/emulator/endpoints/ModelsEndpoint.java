package io.github.gigachat.emulator.endpoints;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

import io.github.gigachat.emulator.RecordedRequest;
import io.github.gigachat.emulator.rules.Refusal;
import io.github.gigachat.emulator.script.AnswerSequence;
import io.github.gigachat.emulator.script.Reply;

/**
 * Models, {@code GET /v1/models}: the list and single models.
 */
public final class ModelsEndpoint {

	static final String PATH = "/v1/models";

	private final ModelCatalog catalog;

	private final AnswerSequence<RecordedRequest> script;

	public ModelsEndpoint(ModelCatalog catalog, AnswerSequence<RecordedRequest> script) {
		this.catalog = catalog;
		this.script = script;
	}

	Reply reply(RecordedRequest request) {
		return this.script.reply(request, () -> models(request.path()));
	}

	private Reply models(String path) {
		if (path.equals(PATH)) {
			return Reply.json(200, this.catalog.list());
		}
		String name = URLDecoder.decode(path.substring(PATH.length() + 1), StandardCharsets.UTF_8);
		if (!this.catalog.has(name)) {
			throw new Refusal(404, "No such model");
		}
		return Reply.json(200, this.catalog.model(name));
	}

}
