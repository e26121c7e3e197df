package io.github.gigachat.spring.boot.actuate;

import java.util.List;

import io.github.gigachat.spring.ai.api.ModelInfo;
import io.github.gigachat.spring.ai.api.ModelList;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * What the endpoint shows of the models.
 *
 * @param models the models; {@code null} when they could not be asked for
 * @param error why not; {@code null} when they could
 */
public record ModelsDescriptor(@Nullable List<Model> models,
		@Nullable FailureDescriptor error) implements OperationResponseBody {

	static ModelsDescriptor of(ModelList list) {
		return new ModelsDescriptor(list.data().stream().map(Model::of).toList(), null);
	}

	/**
	 * One model.
	 *
	 * @param id its name, as requests have it
	 * @param type what it is for
	 * @param ownedBy who made it
	 */
	public record Model(String id, @Nullable String type, @Nullable String ownedBy) {

		static Model of(ModelInfo model) {
			return new Model(model.id(), model.type(), model.ownedBy());
		}

	}

}
