package io.github.gigachat.spring.ai.auth;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Store for the access token that several application instances share. A lease lets one
 * instance at a time fetch a new token.
 * <p>
 * The stored text is encrypted with a key derived from the credentials, and the names
 * reveal nothing about them. An implementation therefore needs no encryption of its own.
 * Methods are called on a thread of the provider and may block. A call that takes longer
 * than 3 seconds is interrupted and counts as failed. While the store fails, each
 * instance fetches a token of its own.
 * <p>
 * Implementations must be thread-safe, and each method must be atomic.
 */
public interface AccessTokenStore {

	/**
	 * Creates a store in the memory of this JVM, for several clients of one application
	 * that use the same credentials.
	 * @return a new, empty store
	 */
	static AccessTokenStore inMemory() {
		return new InMemoryAccessTokenStore();
	}

	/**
	 * Returns the token stored under a name.
	 * @param name the name: letters, digits and hyphens
	 * @return the token published last with its remaining lifetime, or {@code null} if
	 * there is no token, it has expired, or the stored value is not a token
	 */
	@Nullable SealedToken read(String name);

	/**
	 * Acquires the lease of a name, or extends it if the owner already holds it.
	 * @param name the name
	 * @param owner a random text that identifies one attempt to get a token
	 * @param life the time from now during which no other owner can acquire the lease
	 * @return {@code true} if this owner holds the lease now
	 */
	boolean lease(String name, String owner, Duration life);

	/**
	 * Replaces the stored token and releases the lease, if the owner still holds the
	 * lease.
	 * @param name the name
	 * @param owner the owner that acquired the lease
	 * @param token the token; the store may drop it once it has expired
	 * @return {@code false} if the owner no longer holds the lease; nothing is changed
	 * then
	 */
	boolean publish(String name, String owner, SealedToken token);

	/**
	 * Releases the lease if the owner still holds it.
	 * @param name the name
	 * @param owner the owner that acquired the lease
	 */
	void release(String name, String owner);

}
