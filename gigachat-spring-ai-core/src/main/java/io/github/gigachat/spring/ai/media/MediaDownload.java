package io.github.gigachat.spring.ai.media;

/**
 * When the files that a model made are downloaded.
 */
public enum MediaDownload {

	/**
	 * Before the answer is handed out, so that reading the medium waits for nobody. A
	 * file that cannot be had then does not cost the answer: it is asked for again when
	 * the medium is read.
	 */
	EAGER,

	/**
	 * When the medium is first read, which blocks the reader for that long.
	 */
	LAZY

}
