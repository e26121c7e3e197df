package io.github.gigachat.samples.gateway.modellist;

import java.util.function.Supplier;

import io.github.gigachat.samples.gateway.access.Caller;
import io.github.gigachat.samples.gateway.error.ApiError;
import io.github.gigachat.samples.gateway.error.ApiException;
import io.github.gigachat.samples.gateway.json.JsonText;
import io.github.gigachat.samples.gateway.models.ListedModel;
import io.github.gigachat.samples.gateway.models.ModelListing;
import io.github.gigachat.samples.gateway.web.JsonAnswers;
import reactor.core.publisher.Mono;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;

/**
 * The endpoints of the models API. The first request may wait for the list of models; the
 * others are answered from memory. The header {@code Age} tells the age of the list in
 * seconds.
 */
@RestController
class ModelsController {

	private final ModelListing listing;

	ModelsController(ModelListing listing) {
		this.listing = listing;
	}

	@GetMapping("/models")
	Mono<Void> list(ServerWebExchange exchange) {
		return answer(exchange, () -> JsonText.of((json) -> {
			json.writeStringProperty("object", "list");
			json.writeArrayPropertyStart("data");
			for (ListedModel model : this.listing.visible(Caller.of(exchange))) {
				json.writeStartObject();
				model.writeFields(json);
				json.writeEndObject();
			}
			json.writeEndArray();
		}));
	}

	@GetMapping("/models/{*path}")
	Mono<Void> retrieve(@PathVariable String path, ServerWebExchange exchange) {
		return answer(exchange, () -> {
			ListedModel model = this.listing.find(path.substring(1), Caller.of(exchange));
			if (model == null) {
				throw notFound();
			}
			return JsonText.of(model::writeFields);
		});
	}

	private Mono<Void> answer(ServerWebExchange exchange, Supplier<byte[]> json) {
		return this.listing.available().then(Mono.defer(() -> {
			byte[] body = json.get();
			exchange.getResponse().getHeaders().set("Age", Long.toString(this.listing.age()));
			return JsonAnswers.write(exchange.getResponse(), body);
		}));
	}

	private static ApiException notFound() {
		return new ApiException(new ApiError(404, ApiError.INVALID_REQUEST, "model_not_found", "model",
				"There is no such model. GET /v1/models lists the models", null));
	}

}
