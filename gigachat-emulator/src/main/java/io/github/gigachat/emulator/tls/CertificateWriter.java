package io.github.gigachat.emulator.tls;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;

/**
 * Creates X.509 certificates, for which Java has no public API.
 */
final class CertificateWriter {

	private static final Duration BACKDATED = Duration.ofDays(1);

	private static final Duration VALID = Duration.ofDays(365);

	private static final int DNS_NAME = 0x82;

	private static final int IP_ADDRESS = 0x87;

	private static final int VERSION_FIELD = 0xa0;

	private static final int EXTENSIONS_FIELD = 0xa3;

	private static final String AUTHORITY = "GigaChat emulator test authority";

	private final SecureRandom random = new SecureRandom();

	X509Certificate authority(KeyPair keys) throws GeneralSecurityException {
		byte[] basicConstraints = extension(Der.oid(2, 5, 29, 19), true, Der.sequence(Der.yes()));
		byte[] keyUsage = extension(Der.oid(2, 5, 29, 15), true, Der.bits(new byte[] { 0x06 }, 1));
		return certificate(AUTHORITY, keys.getPublic(), keys.getPrivate(), basicConstraints, keyUsage);
	}

	X509Certificate server(PublicKey key, PrivateKey authority) throws GeneralSecurityException {
		byte[] names = Der.sequence(Der.tagged(DNS_NAME, "localhost".getBytes(StandardCharsets.US_ASCII)),
				Der.tagged(IP_ADDRESS, new byte[] { 127, 0, 0, 1 }));
		byte[] alternativeNames = extension(Der.oid(2, 5, 29, 17), false, names);
		byte[] serverAuthentication = extension(Der.oid(2, 5, 29, 37), false,
				Der.sequence(Der.oid(1, 3, 6, 1, 5, 5, 7, 3, 1)));
		return certificate("localhost", key, authority, alternativeNames, serverAuthentication);
	}

	private X509Certificate certificate(String subject, PublicKey key, PrivateKey signer, byte[]... extensions)
			throws GeneralSecurityException {
		byte[] algorithm = Der.sequence(Der.oid(1, 2, 840, 10045, 4, 3, 2));
		Instant begin = Instant.now().minus(BACKDATED);
		byte[] content = Der.sequence(Der.tagged(VERSION_FIELD, Der.integer(BigInteger.TWO)),
				Der.integer(new BigInteger(120, this.random).add(BigInteger.ONE)), algorithm, name(AUTHORITY),
				Der.sequence(Der.time(begin), Der.time(begin.plus(VALID))), name(subject), key.getEncoded(),
				Der.tagged(EXTENSIONS_FIELD, Der.sequence(extensions)));
		Signature signature = Signature.getInstance("SHA256withECDSA");
		signature.initSign(signer);
		signature.update(content);
		byte[] certificate = Der.sequence(content, algorithm, Der.bits(signature.sign(), 0));
		return (X509Certificate) CertificateFactory.getInstance("X.509")
			.generateCertificate(new ByteArrayInputStream(certificate));
	}

	private static byte[] name(String commonName) {
		return Der.sequence(Der.set(Der.sequence(Der.oid(2, 5, 4, 3), Der.utf8(commonName))));
	}

	private static byte[] extension(byte[] oid, boolean critical, byte[] value) {
		return critical ? Der.sequence(oid, Der.yes(), Der.octets(value)) : Der.sequence(oid, Der.octets(value));
	}

}
