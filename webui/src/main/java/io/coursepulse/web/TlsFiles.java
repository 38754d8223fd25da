package io.coursepulse.web;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells whether a certificate and a private key can be used together. The server starts with any pair, and serves nobody. */
final class TlsFiles {

    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final byte[] MESSAGE = "CoursePulse".getBytes(StandardCharsets.UTF_8);

    private TlsFiles() {}

    /** What is wrong with the certificate; empty if nothing is. */
    static Optional<String> problemOfCertificate(Path certificate) {
        try {
            read(certificate);
            return Optional.empty();
        } catch (IOException | CertificateException e) {
            return Optional.of("is " + certificate + ", which is not a certificate in PEM: " + e.getMessage());
        }
    }

    /** What is wrong with the key of a valid certificate; empty if nothing is. */
    static Optional<String> problemOfKey(Path certificate, Path key) {
        try {
            PublicKey publicKey = read(certificate).getPublicKey();
            Matcher pem = KEY.matcher(Files.readString(key));
            if (!pem.find()) {
                return Optional.of("is " + key + ", which is not an unencrypted private key in PEM and PKCS #8;"
                        + " openssl pkcs8 -topk8 -nocrypt makes one");
            }
            PrivateKey privateKey = KeyFactory.getInstance(publicKey.getAlgorithm())
                    .generatePrivate(
                            new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem.group(1))));
            return match(publicKey, privateKey)
                    ? Optional.empty()
                    : Optional.of("is " + key + ", which is not the key of the certificate " + certificate);
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            return Optional.of(
                    "is " + key + ", which is not the key of the certificate " + certificate + ": " + e.getMessage());
        }
    }

    private static Certificate read(Path certificate) throws IOException, CertificateException {
        try (InputStream in = Files.newInputStream(certificate)) {
            return CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    private static boolean match(PublicKey publicKey, PrivateKey privateKey) throws GeneralSecurityException {
        String algorithm =
                switch (publicKey.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> publicKey.getAlgorithm();
                };
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(privateKey);
        signature.update(MESSAGE);
        byte[] signed = signature.sign();
        signature.initVerify(publicKey);
        signature.update(MESSAGE);
        return signature.verify(signed);
    }
}
