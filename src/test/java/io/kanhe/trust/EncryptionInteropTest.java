package io.kanhe.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Encrypted content between Kanhe and the {@code openssl} command, both ways. */
class EncryptionInteropTest {

  private static final byte[] CONTENT = "含个人信息的内容\n".getBytes(StandardCharsets.UTF_8);
  private static final String[] RSA = {
    "-keyopt",
    "rsa_padding_mode:oaep",
    "-keyopt",
    "rsa_oaep_md:sha256",
    "-keyopt",
    "rsa_mgf1_md:sha256"
  };
  private static final String[] EC = {"-keyopt", "ecdh_kdf_md:sha256", "-aes256-wrap"};

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(names = {"RSA_2048", "P_256", "P_384"})
  void opensslOpensWhatKanheEncrypts(KeyKind kind) throws IOException {
    OpenSsl openSsl = OpenSsl.in(folder);
    KeyIdentity recipient = PayloadEncryptionTest.recipient("r", kind);
    openSsl.writeIdentity("r", recipient);
    openSsl.write(
        "e.der", Trust.payloadEncryption().encrypt(CONTENT, List.of(recipient.certificate())));
    openSsl.run(
        "cms",
        "-decrypt",
        "-binary",
        "-inform",
        "DER",
        "-in",
        "e.der",
        "-inkey",
        "r.key",
        "-recip",
        "r.pem",
        "-out",
        "plain");
    assertThat(openSsl.read("plain")).isEqualTo(CONTENT);
  }

  @ParameterizedTest
  @EnumSource(names = {"RSA_2048", "P_256", "P_384"})
  void kanheOpensWhatOpensslEncrypts(KeyKind kind) throws IOException {
    OpenSsl openSsl = OpenSsl.in(folder);
    KeyIdentity recipient = PayloadEncryptionTest.recipient("r", kind);
    byte[] envelope =
        encrypted(openSsl, recipient, "-aes-256-gcm", kind == KeyKind.RSA_2048 ? RSA : EC);
    assertThat(Trust.payloadDecryption(recipient).decrypt(envelope)).isEqualTo(CONTENT);
  }

  @Test
  void opensAnEnvelopeThatNamesItsRecipientByKeyIdentifier() throws IOException {
    OpenSsl openSsl = OpenSsl.in(folder);
    KeyIdentity recipient = PayloadEncryptionTest.recipient("r", KeyKind.P_256);
    byte[] envelope =
        encrypted(
            openSsl,
            recipient,
            "-aes-256-gcm",
            "-keyid",
            "-keyopt",
            "ecdh_kdf_md:sha256",
            "-aes256-wrap");
    assertThat(Trust.payloadDecryption(recipient).decrypt(envelope)).isEqualTo(CONTENT);
    assertThat(Trust.encryptedPayload(envelope).recipients())
        .allMatch(each -> each.is(recipient.certificate()));
  }

  @ParameterizedTest
  @CsvSource({
    "-aes-256-cbc, sha256, a cipher whose content can be changed unseen",
    "-aes-128-gcm, sha256, a shorter key",
    "-aes-256-gcm, sha1, OAEP with SHA-1",
  })
  void refusesWhatIsNotOnTheList(String cipher, String digest, String why) throws IOException {
    OpenSsl openSsl = OpenSsl.in(folder);
    KeyIdentity recipient = PayloadEncryptionTest.recipient("r", KeyKind.RSA_2048);
    byte[] envelope =
        encrypted(
            openSsl,
            recipient,
            cipher,
            "-keyopt",
            "rsa_padding_mode:oaep",
            "-keyopt",
            "rsa_oaep_md:" + digest);
    assertThatThrownBy(() -> Trust.encryptedPayload(envelope))
        .as(why)
        .isInstanceOfSatisfying(
            KanheException.class,
            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.ALGORITHM_FORBIDDEN));
  }

  /** What openssl does unless told otherwise: PKCS #1 v1.5, and SHA-1 in the key agreement. */
  @ParameterizedTest
  @EnumSource(names = {"RSA_2048", "P_256"})
  void refusesTheDefaultsOfOpenssl(KeyKind kind) throws IOException {
    OpenSsl openSsl = OpenSsl.in(folder);
    KeyIdentity recipient = PayloadEncryptionTest.recipient("r", kind);
    byte[] envelope = encrypted(openSsl, recipient, "-aes-256-gcm");
    assertThatThrownBy(() -> Trust.payloadDecryption(recipient).decrypt(envelope))
        .isInstanceOfSatisfying(
            KanheException.class,
            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.ALGORITHM_FORBIDDEN));
  }

  private static byte[] encrypted(
      OpenSsl openSsl, KeyIdentity recipient, String cipher, String... options) throws IOException {
    openSsl.writeIdentity("r", recipient);
    openSsl.write("plain", CONTENT);
    List<String> command =
        new ArrayList<>(
            List.of("cms", "-encrypt", "-binary", cipher, "-in", "plain", "-outform", "DER"));
    boolean byKeyId = List.of(options).contains("-keyid");
    command.addAll(List.of("-out", "e.der"));
    if (byKeyId) {
      command.add("-keyid");
    }
    command.addAll(List.of("-recip", "r.pem"));
    List.of(options).stream().filter(each -> !each.equals("-keyid")).forEach(command::add);
    openSsl.run(command.toArray(String[]::new));
    return openSsl.read("e.der");
  }
}
