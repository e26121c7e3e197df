/**
 * The content of media, from its source to the service's storage.
 * <p>
 * {@code MediaUploader} reads, checks and uploads a {@code PromptFile}.
 * {@code UploadCache} finds content that is already uploaded, by its hash, and evicts
 * files that are no longer used; {@code MediaUploads} deletes them. {@code UrlFetcher}
 * fetches content from a URL, after {@code AddressRules} has refused addresses of the
 * application's own network. {@code MediaThreads} runs this blocking work for streams.
 * <p>
 * Only {@code media} uses this package, which uploads through {@code GigaChatApi}.
 * <p>
 * Internal: not for applications.
 */
@NullMarked
package io.github.gigachat.spring.ai.internal.media;

import org.jspecify.annotations.NullMarked;
