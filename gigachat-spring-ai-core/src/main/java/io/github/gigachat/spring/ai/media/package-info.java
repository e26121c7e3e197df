/**
 * Media of a conversation: files that are uploaded with a message, and files that the
 * model generates.
 * <p>
 * {@link GigaChatMedia} creates media that are read only when they are uploaded.
 * {@link MediaUploads} uploads them once and deletes them when they are no longer used; a
 * model keeps the uploads of a prompt ({@link PromptMedia}) as {@link PromptFiles} until
 * its call has ended. {@link GeneratedMedia} is a file of an answer, and
 * {@link MediaDownload} decides when it is downloaded.
 * <p>
 * The reading, checking and caching is done by {@code internal.media}. The package uses
 * the API and must not depend on the models.
 */
@NullMarked
package io.github.gigachat.spring.ai.media;

import org.jspecify.annotations.NullMarked;
