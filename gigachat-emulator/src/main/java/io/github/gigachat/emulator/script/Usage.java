package io.github.gigachat.emulator.script;

/**
 * The token counts of an answer.
 * 
 * @param promptTokens tokens of the request
 * @param completionTokens tokens of the answer
 * @param precachedPromptTokens tokens of the request that the cache held
 */
public record Usage(int promptTokens, int completionTokens, int precachedPromptTokens) {

	public int totalTokens() {
		return this.promptTokens + this.completionTokens;
	}

}
