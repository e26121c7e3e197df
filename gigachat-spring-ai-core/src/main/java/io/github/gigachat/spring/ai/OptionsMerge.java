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
 * The rule by which the options of a request are merged with the defaults of a model, the
 * same for chats, embeddings and images: a value of the request replaces the default, and
 * a value that is {@code null} keeps it. Maps are merged by key. The name of a model is
 * taken from options of this provider and of Spring AI itself only.
 */
final class OptionsMerge {

	private static final Set<String> PORTABLE = Set.of(ChatOptions.class.getPackageName(),
			ToolCallingChatOptions.class.getPackageName(), EmbeddingOptions.class.getPackageName(),
			ImageOptions.class.getPackageName());

	private OptionsMerge() {
	}

	/**
	 * Tells whether options, or a builder of options, are another provider's. Such
	 * options often name a model that nobody chose: the default of that provider.
	 */
	static boolean isForeign(Object options) {
		boolean own = options instanceof GigaChatOptions || options instanceof GigaChatOptions.Builder
				|| options instanceof GigaChatEmbeddingOptions || options instanceof GigaChatImageOptions;
		return !own && !PORTABLE.contains(options.getClass().getPackageName());
	}

	/** The requested value, or the default where there is none. */
	static <T> @Nullable T value(@Nullable T requested, @Nullable T byDefault) {
		return (requested != null) ? requested : byDefault;
	}

	/** The requested name, or the default where there is none; a blank name is none. */
	static @Nullable String name(@Nullable String requested, @Nullable String byDefault) {
		return StringUtils.hasText(requested) ? requested : byDefault;
	}

	/** The entries of both maps; of equal keys the request's entry is taken. */
	static <V> @Nullable Map<String, V> byKey(@Nullable Map<String, V> requested, @Nullable Map<String, V> byDefault) {
		return merged(new LinkedHashMap<>(), requested, byDefault);
	}

	/** The headers of both maps; of equal names, in any case, the request's is taken. */
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
