package io.kanhe.trust;

import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/**
 * What can be seen of encrypted content from outside: how it is encrypted and for whom. Made by
 * {@link Trust#encryptedPayload}, which refuses every algorithm that is not on the list.
 *
 * @param contentCipher {@code AES-256-GCM} or {@code SM4-GCM}
 * @param contentBytes length of the content
 */
public record EncryptedPayload(String contentCipher, int contentBytes, List<Recipient> recipients) {

  private static final String SUBJECT_KEY_IDENTIFIER = "2.5.29.14";

  /** An OCTET STRING in the OCTET STRING of the extension, each with two bytes before it. */
  private static final int NESTED_HEADERS = 4;

  public EncryptedPayload {
    recipients = List.copyOf(recipients);
  }

  /** The same as far as the owner of {@code certificates} is concerned. */
  public EncryptedPayload to(List<X509Certificate> certificates) {
    return new EncryptedPayload(
        contentCipher,
        contentBytes,
        recipients.stream().filter(each -> certificates.stream().anyMatch(each::is)).toList());
  }

  /**
   * One for whom the content key is inside.
   *
   * @param keyTransport {@code RSA-OAEP-SHA256}, {@code ECDH} or {@code SM2}
   */
  public record Recipient(Name name, String keyTransport) {

    /** True if the recipient is the owner of {@code certificate}. */
    public boolean is(X509Certificate certificate) {
      if (name instanceof IssuerSerial issued) {
        return issued.serial().equals(certificate.getSerialNumber())
            && issued.issuer().equals(certificate.getIssuerX500Principal());
      }
      byte @Nullable [] extension = certificate.getExtensionValue(SUBJECT_KEY_IDENTIFIER);
      return extension != null
          && extension.length > NESTED_HEADERS
          && HexFormat.of()
              .formatHex(Arrays.copyOfRange(extension, NESTED_HEADERS, extension.length))
              .equals(((KeyIdentifier) name).hex());
    }
  }

  /** How an envelope names a certificate. */
  public sealed interface Name permits IssuerSerial, KeyIdentifier {}

  public record IssuerSerial(X500Principal issuer, java.math.BigInteger serial) implements Name {}

  /**
   * @param hex of the subject key identifier
   */
  public record KeyIdentifier(String hex) implements Name {}
}
