package io.github.gigachat.spring.ai;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.embedding.EmbeddingOptions;
import org.springframework.ai.image.ImageOptions;
import org.springframework.ai.model.tool.ToolCallingChatOptions;
import org.springframework.util.StringUtils;

/**
 * Rules for merging the options of a request with the defaults of a model. They are the
 * same for chat, embedding and image models: a value of the request replaces the default,
 * and a {@code null} value keeps it. Maps are merged by key. The name of a model is taken
 * only from options of this provider and of Spring AI itself.
 */
final class OptionsMerge {

	private static final Set<String> PORTABLE = Set.of(ChatOptions.class.getPackageName(),
			ToolCallingChatOptions.class.getPackageName(), EmbeddingOptions.class.getPackageName(),
			ImageOptions.class.getPackageName());

	private OptionsMerge() {
	}

	/**
	 * Tells whether options, or a builder of options, belong to another provider. Such
	 * options often name that provider's default model without the application having
	 * chosen it.
	 */
	static boolean isForeign(Object options) {
		boolean own = options instanceof GigaChatOptions || options instanceof GigaChatOptions.Builder
				|| options instanceof GigaChatEmbeddingOptions || options instanceof GigaChatImageOptions;
		return !own && !PORTABLE.contains(options.getClass().getPackageName());
	}

	/** Returns the requested value, or the default if it is {@code null}. */
	static <T> @Nullable T value(@Nullable T requested, @Nullable T byDefault) {
		return (requested != null) ? requested : byDefault;
	}

	/** Returns the requested name, or the default if it is {@code null} or blank. */
	static @Nullable String name(@Nullable String requested, @Nullable String byDefault) {
		return StringUtils.hasText(requested) ? requested : byDefault;
	}

	/** Returns the entries of both maps. For equal keys the request's entry wins. */
	static <V> @Nullable Map<String, V> byKey(@Nullable Map<String, V> requested, @Nullable Map<String, V> byDefault) {
		return merged(new LinkedHashMap<>(), requested, byDefault);
	}

	/**
	 * Returns the headers of both maps. For equal names, ignoring case, the request's
	 * wins.
	 */
	static @Nullable Map<String, String> headers(@Nullable Map<String, String> requested,
			@Nullable Map<String, String> byDefault) {
		return merged(new TreeMap<>(String.CASE_INSENSITIVE_ORDER), requested, byDefault);
	}

	private static <V> @Nullable Map<String, V> merged(Map<String, V> target, @Nullable Map<String, V> requested,
			@Nullable Map<String, V> byDefault) {
		if (requested == null && byDefault == null) {
			return null;
		}
		if (byDefault != null) {
			target.putAll(byDefault);
		}
		if (requested != null) {
			target.putAll(requested);
		}
		return target;
	}

}
