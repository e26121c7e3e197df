package io.github.gigachat.spring.ai.auth;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Where the instances of a fleet keep the access token that they share, with a lease that
 * lets one of them at a time fetch a new one.
 * <p>
 * What is kept is encrypted with a key that only holders of the credentials have, and
 * names tell nothing about them: an implementation needs neither to encrypt nor to hide
 * anything. Methods may block, are called on a thread of the provider's own, and are
 * given up after 3 seconds, by an interrupt. Whatever they throw makes the caller fetch a
 * token of its own until the store answers again.
 * <p>
 * Implementations are thread-safe, and each method takes effect at once or not at all.
 */
public interface AccessTokenStore {

	/**
	 * A store in this JVM's memory, for several APIs of one application with the same
	 * credentials.
	 * @return a new, empty store
	 */
	static AccessTokenStore inMemory() {
		return new InMemoryAccessTokenStore();
	}

	/**
	 * The token of a name.
	 * @param name the name: letters, digits and hyphens
	 * @return what was published last, with the life that it has left, or {@code null}
	 * when there is none, its life is over, or something else stands in its place
	 */
	@Nullable SealedToken read(String name);

	/**
	 * Takes the lease of a name, or prolongs it for the owner that has it already.
	 * @param name the name
	 * @param owner a random text, another one for each try to get a token
	 * @param life how long from now on the lease is kept from others
	 * @return whether this owner has the lease now
	 */
	boolean lease(String name, String owner, Duration life);

	/**
	 * Puts a token in place of the present one and gives the lease back, provided that
	 * the owner still has it.
	 * @param name the name
	 * @param owner who took the lease
	 * @param token the token, to be forgotten when its life is over
	 * @return {@code false}, with nothing changed, when the lease had run out
	 */
	boolean publish(String name, String owner, SealedToken token);

	/**
	 * Gives the lease back, if the owner still has it.
	 * @param name the name
	 * @param owner who took the lease
	 */
	void release(String name, String owner);

}
