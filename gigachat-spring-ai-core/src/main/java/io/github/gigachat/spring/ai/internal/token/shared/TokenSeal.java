package io.github.gigachat.spring.ai.internal.token.shared;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

import org.jspecify.annotations.Nullable;

/**
 * Encrypts tokens for a shared store with a key that is derived from a credential.
 * <p>
 * PBKDF2 (HMAC-SHA-256) derives a secret from the credential and the token's audience.
 * HMAC-SHA-256 derives the AES-256 key and the name of the token in the store from this
 * secret. Two credentials therefore never share an entry, and the content of the store
 * reveals neither credentials nor tokens.
 */
final class TokenSeal {

	/**
	 * The version of the format. Must change with it, so that library versions do not
	 * misread each other.
	 */
	private static final String VERSION = "1";

	private static final int ROUNDS_OF_A_RANDOM_SECRET = 1;

	private static final int ROUNDS_OF_A_PASSWORD = 600_000;

	private static final int NONCE_BYTES = 12;

	private static final int TAG_BITS = 128;

	private static final int NAME_BYTES = 16;

	private static final SecureRandom RANDOM = new SecureRandom();

	private final SecretKeySpec key;

	private final String name;

	private TokenSeal(SecretKeySpec key, String name) {
		this.key = key;
		this.name = name;
	}

	static TokenSeal of(String credential, boolean guessable, String audience) {
		int rounds = guessable ? ROUNDS_OF_A_PASSWORD : ROUNDS_OF_A_RANDOM_SECRET;
		PBEKeySpec spec = null;
		try {
			byte[] salt = MessageDigest.getInstance("SHA-256")
				.digest(("gigachat-spring-ai " + VERSION + '\n' + audience).getBytes(StandardCharsets.UTF_8));
			spec = new PBEKeySpec(credential.toCharArray(), salt, rounds, 256);
			byte[] secret = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
			byte[] name = derive(secret, "name");
			return new TokenSeal(new SecretKeySpec(derive(secret, "encryption"), "AES"),
					HexFormat.of().formatHex(name, 0, NAME_BYTES));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("This JVM lacks a required cryptographic algorithm", ex);
		}
		finally {
			if (spec != null) {
				spec.clearPassword();
			}
		}
	}

	/** Returns a hash that identifies a credential without keeping it. */
	static String fingerprint(String credential) {
		try {
			return HexFormat.of()
				.formatHex(MessageDigest.getInstance("SHA-256").digest(credential.getBytes(StandardCharsets.UTF_8)));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("This JVM lacks a required cryptographic algorithm", ex);
		}
	}

	private static byte[] derive(byte[] secret, String purpose) throws GeneralSecurityException {
		Mac mac = Mac.getInstance("HmacSHA256");
		mac.init(new SecretKeySpec(secret, "HmacSHA256"));
		return mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8));
	}

	/** Returns the name of the token in the store. */
	String name() {
		return this.name;
	}

	String seal(String token) {
		byte[] nonce = new byte[NONCE_BYTES];
		RANDOM.nextBytes(nonce);
		try {
			byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce).doFinal(token.getBytes(StandardCharsets.UTF_8));
			byte[] all = ByteBuffer.allocate(NONCE_BYTES + sealed.length).put(nonce).put(sealed).array();
			return VERSION + '.' + Base64.getUrlEncoder().withoutPadding().encodeToString(all);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Encrypting an access token failed", ex);
		}
	}

	/**
	 * Decrypts a stored text.
	 * @param sealed the text from the store
	 * @return the token, or {@code null} if the text was not sealed with this key or was
	 * changed
	 */
	@Nullable String open(String sealed) {
		if (!sealed.startsWith(VERSION + '.')) {
			return null;
		}
		try {
			byte[] all = Base64.getUrlDecoder().decode(sealed.substring(VERSION.length() + 1));
			if (all.length <= NONCE_BYTES) {
				return null;
			}
			byte[] nonce = new byte[NONCE_BYTES];
			ByteBuffer.wrap(all).get(nonce);
			byte[] opened = cipher(Cipher.DECRYPT_MODE, nonce).doFinal(all, NONCE_BYTES, all.length - NONCE_BYTES);
			return new String(opened, StandardCharsets.UTF_8);
		}
		catch (GeneralSecurityException | IllegalArgumentException ex) {
			return null;
		}
	}

	private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
		Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
		cipher.init(mode, this.key, new GCMParameterSpec(TAG_BITS, nonce));
		// a token that was moved to another name cannot be opened
		cipher.updateAAD(this.name.getBytes(StandardCharsets.UTF_8));
		return cipher;
	}

	@Override
	public String toString() {
		return "TokenSeal[" + this.name + "]";
	}

}
