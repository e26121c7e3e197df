package io.github.gigachat.spring.ai;

import java.util.Objects;

import io.github.gigachat.spring.ai.api.GigaChatApi;
import io.github.gigachat.spring.ai.failure.GigaChatNonTransientException;
import io.github.gigachat.spring.ai.internal.flatten.MessageFlattener;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.image.ImageMessage;
import org.springframework.ai.image.ImageModel;
import org.springframework.ai.image.ImagePrompt;
import org.springframework.ai.image.ImageResponse;
import org.springframework.ai.image.observation.DefaultImageModelObservationConvention;
import org.springframework.ai.image.observation.ImageModelObservationContext;
import org.springframework.ai.image.observation.ImageModelObservationConvention;
import org.springframework.ai.image.observation.ImageModelObservationDocumentation;

/**
 * {@link ImageModel} for GigaChat.
 * <p>
 * A chat model of the service draws a picture, which is then downloaded. The result is a
 * {@link GigaChatImage} with a {@link GigaChatImageMetadata}. A failed call throws a
 * {@link io.github.gigachat.spring.ai.failure.GigaChatTransientException} or a
 * {@link GigaChatNonTransientException}. The model is thread-safe.
 */
public final class GigaChatImageModel implements ImageModel, AutoCloseable {

	/** Default name of the chat model that draws. */
	public static final String DEFAULT_MODEL = "GigaChat-2-Max";

	/**
	 * Key in the response metadata for the ids that the service assigned to the requests
	 * of the call, a {@code List} of {@code String}.
	 */
	public static final String REQUEST_IDS = "requestIds";

	/**
	 * Key in the response metadata for the name of the model that drew the picture,
	 * including its version.
	 */
	public static final String MODEL = "model";

	private static final ImageModelObservationConvention DEFAULT_CONVENTION = new DefaultImageModelObservationConvention();

	private final GigaChatApi api;

	private final boolean ownsApi;

	private final ImageOptionsMerger defaults;

	private final MessageFlattener flattener = new MessageFlattener();

	private final ObservationRegistry observationRegistry;

	private final KeyValues observationTags;

	private volatile @Nullable ImageModelObservationConvention observationConvention;

	private GigaChatImageModel(Builder builder) {
		this.api = builder.apiOf("GigaChatImageModel");
		this.ownsApi = builder.ownsApi();
		this.defaults = new ImageOptionsMerger(builder.options);
		this.observationRegistry = builder.observationRegistry;
		this.observationTags = KeyValues.of(builder.observationTags);
	}

	/**
	 * Creates a builder.
	 * @return the builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Returns the default options of all calls.
	 * @return the options
	 */
	public GigaChatImageOptions getOptions() {
		return this.defaults.options();
	}

	/**
	 * Draws pictures.
	 * @param prompt the description of the picture; several messages are joined. The
	 * model draws only if it is asked to, so a description without such a request is
	 * prefixed with "Draw: ". An option that is set overrides the model's own. From
	 * options of another provider only the number and the format are taken
	 * @return the pictures, {@link GigaChatImageOptions#getN()} of them. The first
	 * failure ends the call
	 * @throws GigaChatNonTransientException with
	 * {@link io.github.gigachat.spring.ai.failure.FailureKind#NO_IMAGE} if the model
	 * answered without a picture; {@link GigaChatNonTransientException#answer()} then has
	 * the text of the answer
	 */
	@Override
	public ImageResponse call(ImagePrompt prompt) {
		GigaChatImageOptions merged = this.defaults.merged(prompt.getOptions());
		for (ImageMessage message : prompt.getInstructions()) {
			this.defaults.unsupported().warn("weight", message.getWeight());
		}
		ImageCall call = new ImageCall(this.api, this.flattener, prompt.getInstructions(), merged);
		ImageModelObservationContext context = ImageModelObservationContext.builder()
			.imagePrompt(new ImagePrompt(prompt.getInstructions(), merged))
			.provider(GigaChatApi.PROVIDER_NAME)
			.build();
		return Objects.requireNonNull(observation(context).observe(() -> {
			ImageResponse response = call.answer();
			context.setResponse(response);
			return response;
		}));
	}

	private Observation observation(ImageModelObservationContext context) {
		context.addLowCardinalityKeyValues(this.observationTags);
		return ImageModelObservationDocumentation.IMAGE_MODEL_OPERATION.observation(this.observationConvention,
				DEFAULT_CONVENTION, () -> context, this.observationRegistry);
	}

	/**
	 * Sets the names and tags of this model's observations. Default: Spring AI's.
	 * @param observationConvention the convention
	 */
	public void setObservationConvention(ImageModelObservationConvention observationConvention) {
		this.observationConvention = Objects.requireNonNull(observationConvention, "observationConvention");
	}

	/**
	 * Closes the API if the model created it. An API that was passed to the builder stays
	 * open.
	 */
	@Override
	public void close() {
		if (this.ownsApi) {
			this.api.close();
		}
	}

	/**
	 * Builder for {@link GigaChatImageModel}. It requires either an API or credentials.
	 */
	public static final class Builder extends ModelBuilder<Builder> {

		private GigaChatImageOptions options = GigaChatImageOptions.builder().build();

		private Builder() {
		}

		@Override
		Builder self() {
			return this;
		}

		/**
		 * Sets the options that each call is merged with. Default: no option but the
		 * model {@value GigaChatImageModel#DEFAULT_MODEL}.
		 * @param options the options
		 * @return this builder
		 * @throws IllegalArgumentException if the value of an option is invalid; the
		 * message names the option
		 */
		public Builder options(GigaChatImageOptions options) {
			ImageOptionsMerger.check(options);
			this.options = options;
			return this;
		}

		/**
		 * Builds the model. No connection is opened yet.
		 * @return the model
		 * @throws IllegalStateException if there is neither an API nor credentials, or
		 * both, or if there are an API and a retry template
		 */
		public GigaChatImageModel build() {
			return new GigaChatImageModel(this);
		}

	}

}
