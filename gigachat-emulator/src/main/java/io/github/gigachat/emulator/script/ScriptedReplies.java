package io.github.gigachat.emulator.script;

import org.jspecify.annotations.Nullable;

/**
 * Writes those scripted answers that are the same for every endpoint of a host.
 */
public final class ScriptedReplies {

	private ScriptedReplies() {
	}

	/**
	 * The reply to a failure or a raw body.
	 * @param content what was scripted
	 * @return the reply, or null when the endpoint has to answer itself
	 */
	public static @Nullable Reply of(AnswerContent content) {
		if (content instanceof AnswerContent.Raw raw) {
			return Reply.of(raw.status(), raw.contentType(), raw.body());
		}
		if (content instanceof AnswerContent.Failure failure) {
			return ErrorReplies.api(failure.status(), failure.message());
		}
		return null;
	}

}
