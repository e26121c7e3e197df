package io.github.gigachat.samples.gateway.models;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * A model or an alias in the list of models.
 *
 * @param id the name for requests
 * @param ownedBy the owner of the model, as the service states it, or {@code null}
 */
public record ListedModel(String id, @Nullable String ownedBy) {

	/**
	 * Writes the fields of the model into an object.
	 * @param json the generator, within an object
	 */
	public void writeFields(JsonGenerator json) {
		json.writeStringProperty("id", this.id);
		json.writeStringProperty("object", "model");
		// clients demand a number, and the service states no time
		json.writeNumberProperty("created", 0);
		json.writeStringProperty("owned_by", (this.ownedBy != null) ? this.ownedBy : "gigachat");
	}

}
