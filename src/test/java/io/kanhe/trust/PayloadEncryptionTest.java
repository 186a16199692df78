package io.kanhe.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PayloadEncryptionTest {

  private static final byte[] CONTENT =
      "<detail>only the police reads this</detail>".getBytes(StandardCharsets.UTF_8);
  private static final TestPki PKI = TestPki.create();

  private final PayloadEncryption encryption = Trust.payloadEncryption();

  @ParameterizedTest
  @EnumSource(KeyKind.class)
  void opensWithTheRecipientsKey(KeyKind kind) {
    KeyIdentity recipient = recipient("r", kind);
    byte[] envelope = encryption.encrypt(CONTENT, List.of(recipient.certificate()));
    assertThat(Trust.payloadDecryption(recipient).decrypt(envelope)).isEqualTo(CONTENT);
    assertThat(indexOf(envelope, "only the police")).isNegative();
  }

  @Test
  void opensForEachOfSeveralRecipients() {
    List<KeyIdentity> all =
        List.of(
            recipient("a", KeyKind.RSA_2048),
            recipient("b", KeyKind.P_256),
            recipient("c", KeyKind.P_384));
    byte[] envelope = encryption.encrypt(CONTENT, certificates(all));
    for (KeyIdentity each : all) {
      assertThat(Trust.payloadDecryption(each).decrypt(envelope)).isEqualTo(CONTENT);
    }
  }

  @Test
  void showsWithoutAKeyForWhomItIs() {
    KeyIdentity rsa = recipient("a", KeyKind.RSA_2048);
    KeyIdentity ec = recipient("b", KeyKind.P_256);
    KeyIdentity other = recipient("c", KeyKind.P_256);
    EncryptedPayload seen =
        Trust.encryptedPayload(encryption.encrypt(CONTENT, certificates(List.of(rsa, ec))));
    assertThat(seen.contentCipher()).isEqualTo("AES-256-GCM");
    assertThat(seen.contentBytes()).isEqualTo(CONTENT.length);
    assertThat(seen.recipients())
        .extracting(EncryptedPayload.Recipient::keyTransport)
        .containsExactlyInAnyOrder("RSA-OAEP-SHA256", "ECDH");
    assertThat(seen.recipients()).anyMatch(each -> each.is(rsa.certificate()));
    assertThat(seen.recipients()).anyMatch(each -> each.is(ec.certificate()));
    assertThat(seen.recipients()).noneMatch(each -> each.is(other.certificate()));
  }

  @Test
  void encryptsTheSameContentDifferentlyEachTime() {
    List<X509Certificate> to = List.of(recipient("a", KeyKind.P_256).certificate());
    assertThat(encryption.encrypt(CONTENT, to)).isNotEqualTo(encryption.encrypt(CONTENT, to));
  }

  @Test
  void refusesToOpenForSomebodyElse() {
    byte[] envelope =
        encryption.encrypt(CONTENT, List.of(recipient("a", KeyKind.P_256).certificate()));
    PayloadDecryption other = Trust.payloadDecryption(recipient("b", KeyKind.P_256));
    assertCode(ErrorCode.DECRYPTION_FAILED, () -> other.decrypt(envelope));
  }

  @Test
  void refusesACertificateThatIsForSigning() {
    X509Certificate signing = PKI.participant("s").build().certificate();
    assertCode(
        ErrorCode.CERTIFICATE_UNTRUSTED, () -> encryption.encrypt(CONTENT, List.of(signing)));
  }

  @Test
  void refusesNoRecipientAndTooMany() {
    X509Certificate one = recipient("a", KeyKind.P_256).certificate();
    assertCode(ErrorCode.LIMIT_EXCEEDED, () -> encryption.encrypt(CONTENT, List.of()));
    assertCode(
        ErrorCode.LIMIT_EXCEEDED,
        () -> encryption.encrypt(CONTENT, java.util.Collections.nCopies(21, one)));
  }

  /** Every bit of a short envelope, and cuts: nothing but the very content ever comes out. */
  @ParameterizedTest
  @EnumSource(KeyKind.class)
  void neverOpensWhatWasChanged(KeyKind kind) {
    KeyIdentity recipient = recipient("t", kind);
    PayloadDecryption decryption = Trust.payloadDecryption(recipient);
    byte[] envelope = encryption.encrypt(CONTENT, List.of(recipient.certificate()));
    Random random = new Random(20260824);
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < 1_500; i++) {
      byte[] changed = envelope.clone();
      int at = random.nextInt(changed.length);
      changed[at] ^= (byte) (1 << random.nextInt(8));
      try {
        if (!java.util.Arrays.equals(decryption.decrypt(changed), CONTENT)) {
          wrong.add("byte " + at);
        }
      } catch (KanheException e) {
        assertThat(e.getMessage()).doesNotContain("police");
      }
    }
    assertThat(wrong).isEmpty();
    assertCode(
        ErrorCode.MALFORMED,
        () -> decryption.decrypt(java.util.Arrays.copyOf(envelope, envelope.length + 1)));
    assertCode(
        ErrorCode.MALFORMED,
        () -> decryption.decrypt(java.util.Arrays.copyOf(envelope, envelope.length - 1)));
  }

  static KeyIdentity recipient(String name, KeyKind kind) {
    Validity life = Validity.startingAt(Instant.now().minusSeconds(60), Duration.ofDays(10));
    return PKI.issuing()
        .encryption(new SubjectName("Kanhe Test", "encryption", name, null), kind, life);
  }

  private static List<X509Certificate> certificates(List<KeyIdentity> identities) {
    return identities.stream().map(KeyIdentity::certificate).toList();
  }

  private static void assertCode(
      ErrorCode code, org.assertj.core.api.ThrowableAssert.ThrowingCallable action) {
    assertThatThrownBy(action)
        .isInstanceOfSatisfying(
            KanheException.class, refused -> assertThat(refused.code()).isEqualTo(code));
  }

  private static int indexOf(byte[] bytes, String text) {
    return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
  }
}
