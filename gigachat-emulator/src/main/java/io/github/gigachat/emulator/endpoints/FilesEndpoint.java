package io.github.gigachat.emulator.endpoints;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

import io.github.gigachat.emulator.EmulatedFile;
import io.github.gigachat.emulator.RecordedRequest;
import io.github.gigachat.emulator.rules.FileRules;
import io.github.gigachat.emulator.rules.Refusal;
import io.github.gigachat.emulator.script.Json;
import io.github.gigachat.emulator.script.Reply;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Files, {@code /v1/files}: upload, list, description, content and deletion.
 */
final class FilesEndpoint {

	static final String PATH = "/v1/files";

	private final FileStore store;

	FilesEndpoint(FileStore store) {
		this.store = store;
	}

	Reply reply(RecordedRequest request) {
		if (request.path().equals(PATH)) {
			return switch (request.method()) {
				case "GET" -> list();
				case "POST" -> upload(request);
				default -> throw notAllowed();
			};
		}
		String[] parts = request.path().substring(PATH.length() + 1).split("/", -1);
		String id = URLDecoder.decode(parts[0], StandardCharsets.UTF_8);
		if (parts.length == 1) {
			checkMethod(request, "GET");
			return Reply.json(200, description(known(id)));
		}
		if (parts.length == 2 && parts[1].equals("content")) {
			checkMethod(request, "GET");
			return content(known(id), request);
		}
		if (parts.length == 2 && parts[1].equals("delete")) {
			checkMethod(request, "POST");
			return delete(known(id));
		}
		throw new Refusal(404, "Not Found");
	}

	private static void checkMethod(RecordedRequest request, String method) {
		if (!request.method().equals(method)) {
			throw notAllowed();
		}
	}

	private static Refusal notAllowed() {
		return new Refusal(405, "Method Not Allowed");
	}

	private EmulatedFile known(String id) {
		EmulatedFile file = this.store.find(id);
		if (file != null) {
			return file;
		}
		FileRules.checkId(id);
		// the service's text for an unknown file
		throw new Refusal(404, "No such model");
	}

	private Reply list() {
		ArrayNode data = Json.array();
		this.store.all().forEach((file) -> data.add(description(file)));
		ObjectNode list = Json.object();
		list.set("data", data);
		return Reply.json(200, list);
	}

	private Reply upload(RecordedRequest request) {
		MultipartForm form = MultipartForm.parse(request);
		MultipartForm.Part part = form.part("file");
		MultipartForm.Part purpose = form.part("purpose");
		String type = (part != null) ? part.type() : null;
		String fileName = (part != null) ? part.fileName() : null;
		if (part == null || type == null || fileName == null || fileName.isEmpty()) {
			throw new Refusal(400, "The form has no part 'file' with a file name and a content type");
		}
		FileRules.checkPurpose((purpose != null) ? purpose.text() : null);
		byte[] content = part.bytes();
		FileRules.checkContent(type, content.length);
		EmulatedFile file = new EmulatedFile(UUID.randomUUID().toString(), fileName, type, content,
				Instant.now().getEpochSecond(), request.header("X-Client-ID"));
		this.store.add(file);
		return Reply.json(200, description(file));
	}

	private static Reply content(EmulatedFile file, RecordedRequest request) {
		if (!file.isReadableBy(request.header("X-Client-ID"))) {
			throw new Refusal(404, "No such model");
		}
		return Reply.bytes(file.content());
	}

	private Reply delete(EmulatedFile file) {
		this.store.remove(file.id());
		return Reply.json(200, Json.object().put("id", file.id()).put("deleted", true).put("access_policy", "private"));
	}

	private static ObjectNode description(EmulatedFile file) {
		ObjectNode description = Json.object()
			.put("id", file.id())
			.put("object", "file")
			.put("bytes", file.content().length)
			.put("created_at", file.createdAt())
			.put("filename", file.fileName())
			.put("purpose", "general")
			.put("access_policy", "private");
		String modality = FileRules.modality(file.type());
		description.putArray("modalities").add((modality != null) ? modality : "text");
		return description;
	}

}
