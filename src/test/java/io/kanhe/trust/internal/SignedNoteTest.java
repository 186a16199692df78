package io.kanhe.trust.internal;

import static io.kanhe.platform.ErrorCode.CONFIGURATION_INVALID;
import static io.kanhe.platform.ErrorCode.SIGNATURE_INVALID;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kanhe.platform.KanheException;
import io.kanhe.trust.NoteSigner;
import io.kanhe.trust.NoteVerifier;
import io.kanhe.trust.OpenSsl;
import io.kanhe.trust.TestPki;
import io.kanhe.trust.Trust;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedNoteTest {

  private static final String TEXT =
      "kanhe.local/log\n42\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";

  /** The example of the Go package golang.org/x/mod/sumdb/note. */
  private static final String GO_KEY =
      "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

  private static final String GO_NOTE =
      """
      If you think cryptography is the answer to your problem,
      then you don't know what your problem is.

      — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
      """;

  private final NoteSigner signer = TestPki.noteSigner("kanhe.local/log");
  private final NoteVerifier verifier = Trust.noteVerifier(signer.verifierKey());

  @Test
  void returnsTheTextThatWasSigned() {
    String note = signer.sign(TEXT);

    assertThat(note).startsWith(TEXT + "\n— kanhe.local/log ").endsWith("\n");
    assertThat(verifier.verify(note)).isEqualTo(TEXT);
    assertThat(verifier.name()).isEqualTo("kanhe.local/log");
  }

  @Test
  void acceptsTheExampleOfAnotherImplementation() {
    assertThat(Trust.noteVerifier(GO_KEY).verify(GO_NOTE)).endsWith("what your problem is.\n");
  }

  @Test
  void passesOverSignaturesOfOthers() {
    NoteSigner witness = TestPki.noteSigner("witness.example");
    String note = signer.sign(TEXT) + signatureLine(witness.sign(TEXT));

    assertThat(verifier.verify(note)).isEqualTo(TEXT);
    assertThat(Trust.noteVerifier(witness.verifierKey()).verify(note)).isEqualTo(TEXT);
  }

  @Test
  void signsTextWithEmptyLines() {
    String text = TEXT + "\nmore\n\n";
    assertThat(verifier.verify(signer.sign(text))).isEqualTo(text);
  }

  @Test
  void refusesChangedTextAndOtherKeys() {
    String note = signer.sign(TEXT);

    assertRefused(note.replace("42", "43"));
    assertRefused(TestPki.noteSigner("kanhe.local/log").sign(TEXT));
    assertRefused(TestPki.noteSigner("other").sign(TEXT));
    assertRefused(TEXT + "\n" + signatureLine(signer.sign("other\n")) + signatureLine(note));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "\n\n",
        "text\n",
        "text\n\n",
        "text\n\n— kanhe.local/log\n",
        "text\n\n— kanhe.local/log AAAA\n",
        "text\n\n- kanhe.local/log AAAAAAAAAAAA\n",
        "text\r\n\n— kanhe.local/log AAAAAAAAAAAA\n",
        "text\n\n— kanhe.local/log !!!!\n"
      })
  void refusesWhatIsNotASignedNote(String note) {
    assertRefused(note);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "a+b",
        "PeterNeumann+c74f20a3",
        "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a3+Ahpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a3+ARpc2Qc"
      })
  void refusesABadVerifierKey(String vkey) {
    assertThatThrownBy(() -> Trust.noteVerifier(vkey))
        .isInstanceOfSatisfying(
            KanheException.class, e -> assertThat(e.code()).isEqualTo(CONFIGURATION_INVALID));
  }

  @Test
  void doesNotSignTextWithoutAFinalNewline() {
    assertThatIllegalArgumentException().isThrownBy(() -> signer.sign("text"));
    assertThatIllegalArgumentException().isThrownBy(() -> signer.sign("te\rxt\n"));
  }

  @Test
  void opensslMakesTheKeyAndVerifiesTheSignature(@TempDir Path folder) throws IOException {
    OpenSsl openSsl = OpenSsl.in(folder);
    openSsl.run("genpkey", "-algorithm", "ed25519", "-out", "log.key");
    openSsl.run("pkey", "-in", "log.key", "-pubout", "-out", "log.pub");
    openSsl.run("pkey", "-in", "log.key", "-pubout", "-outform", "DER", "-out", "log.der");
    NoteSigner own = Trust.noteSigner("example.org/log", folder.resolve("log.key"));
    byte[] line = Base64.getDecoder().decode(own.sign(TEXT).strip().replaceAll("(?s).* ", ""));
    openSsl.write("text", TEXT.getBytes(UTF_8));
    openSsl.write("signature", Arrays.copyOfRange(line, 4, line.length));

    openSsl.run(
        "pkeyutl",
        "-verify",
        "-pubin",
        "-inkey",
        "log.pub",
        "-rawin",
        "-in",
        "text",
        "-sigfile",
        "signature");
    byte[] der = openSsl.read("log.der");
    byte[] vkey = Base64.getDecoder().decode(own.verifierKey().split("\\+", 3)[2]);
    assertThat(Arrays.copyOfRange(vkey, 1, vkey.length))
        .isEqualTo(Arrays.copyOfRange(der, der.length - 32, der.length));
  }

  @Test
  void refusesAKeyFileOfAnotherKind(@TempDir Path folder) throws IOException {
    OpenSsl openSsl = OpenSsl.in(folder);
    openSsl.run("genpkey", "-algorithm", "ed448", "-out", "other.key");

    assertThatThrownBy(() -> Trust.noteSigner("name", folder.resolve("other.key")))
        .isInstanceOf(KanheException.class)
        .hasMessageContaining("Ed25519");
    assertThatThrownBy(() -> Trust.noteSigner("name", folder.resolve("missing.key")))
        .isInstanceOf(KanheException.class)
        .hasMessageContaining("no file");
  }

  private void assertRefused(String note) {
    assertThatThrownBy(() -> verifier.verify(note))
        .isInstanceOfSatisfying(
            KanheException.class, e -> assertThat(e.code()).isEqualTo(SIGNATURE_INVALID));
  }

  private static String signatureLine(String note) {
    return note.substring(note.lastIndexOf("\n\n") + 2);
  }
}
