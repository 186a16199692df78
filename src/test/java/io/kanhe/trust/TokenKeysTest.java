package io.kanhe.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kanhe.message.Digest;
import io.kanhe.message.Direction;
import io.kanhe.message.Header;
import io.kanhe.message.HeaderCodec;
import io.kanhe.message.Uscc;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Keys that stay in a token, by SoftHSM. One test, because a library reads its configuration once
 * in a process; skipped where SoftHSM or its configuration is missing.
 */
class TokenKeysTest {

  private static final List<Path> LIBRARIES =
      List.of(
          Path.of("/usr/lib/softhsm/libsofthsm2.so"),
          Path.of("/usr/lib64/pkcs11/libsofthsm2.so"),
          Path.of("/opt/homebrew/lib/softhsm/libsofthsm2.so"));

  @TempDir Path folder;

  @Test
  void signsWithRsaAndP256KeysThatNeverLeaveTheToken() throws Exception {
    Path library = LIBRARIES.stream().filter(Files::exists).findFirst().orElse(null);
    assumeTrue(library != null, "SoftHSM is not installed");
    assumeTrue(canMakeTokens(), "softhsm2-util cannot make a token in its folder");
    String token = "kanhe-test-" + ProcessHandle.current().pid();
    Path pin = Files.writeString(folder.resolve("pin"), "4711\n");
    long slot = newToken(token);
    try {
      for (boolean rsa : List.of(true, false)) {
        TestPki pki = TestPki.create();
        KeyIdentity made =
            rsa ? pki.participant("kanhe").rsa().build() : pki.participant("kanhe").build();
        String label = rsa ? "rsa" : "p256";
        importKey(library, slot, label, made);
        KeyIdentity inToken = Trust.loadTokenIdentity(library, slot, pin, label);
        assertThat(inToken.key().getEncoded()).isNull();
        assertThat(inToken.certificate()).isEqualTo(made.certificate());
        signs(inToken);
      }
      assertThatThrownBy(() -> Trust.loadTokenIdentity(library, slot, pin, "other"))
          .hasMessageContaining("with the label 'other'");
    } finally {
      run("softhsm2-util", "--delete-token", "--token", token);
    }
  }

  private static void signs(KeyIdentity identity) {
    byte[] content = "content".getBytes(StandardCharsets.UTF_8);
    byte[] cms = Trust.cmsSigner(identity, Clock.systemUTC()).sign(content);
    VerifiedContent verified = Trust.cmsVerifier(AlgorithmPolicy.strict()).verify(cms);
    assertThat(verified.content()).isEqualTo(content);
    assertThat(verified.signer().certificate()).isEqualTo(identity.certificate());
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    String header =
        HeaderCodec.write(
            Header.builder("ew.alert", "publish", "1.0", Direction.EVENT)
                .sender(new Uscc("12331000TEXT000920"))
                .receiver(new Uscc("91331000TEXT000A0M"))
                .sentTime(now.atOffset(ZoneOffset.UTC))
                .businessKey("K-1")
                .payloadDigest(Digest.sha256(content))
                .build());
    byte[] soap =
        Trust.soapSigner(identity)
            .sign(SoapVersion.V1_2, header, "<a xmlns=\"urn:a\"/>", null, now);
    VerifiedSoap envelope = Trust.soapVerifier(AlgorithmPolicy.strict()).verify(soap);
    assertThat(envelope.signer().certificate()).isEqualTo(identity.certificate());
  }

  private void importKey(Path library, long slot, String label, KeyIdentity identity)
      throws Exception {
    Path key = folder.resolve(label + ".key");
    Path certificate = folder.resolve(label + ".der");
    Files.write(key, identity.key().getEncoded());
    Files.write(certificate, identity.certificate().getEncoded());
    for (String type : List.of("privkey", "cert")) {
      run(
          "pkcs11-tool",
          "--module",
          library.toString(),
          "--login",
          "--pin",
          "4711",
          "--slot",
          Long.toString(slot),
          "--write-object",
          (type.equals("cert") ? certificate : key).toString(),
          "--type",
          type,
          "--id",
          "0" + label.length(),
          "--label",
          label,
          "--usage-sign");
    }
    Files.delete(key);
  }

  private static boolean canMakeTokens() {
    try {
      return Stream.of("softhsm2-util", "pkcs11-tool").allMatch(program -> isInstalled(program))
          && run("softhsm2-util", "--show-slots").contains("Slot");
    } catch (IOException | InterruptedException e) {
      return false;
    }
  }

  private static boolean isInstalled(String program) {
    try {
      return new ProcessBuilder("sh", "-c", "command -v " + program).start().waitFor() == 0;
    } catch (IOException | InterruptedException e) {
      return false;
    }
  }

  private static long newToken(String label) throws IOException, InterruptedException {
    String said =
        run(
            "softhsm2-util",
            "--init-token",
            "--free",
            "--label",
            label,
            "--so-pin",
            "4712",
            "--pin",
            "4711");
    Matcher slot = Pattern.compile("slot (\\d+)\\s*$").matcher(said.strip());
    assertThat(slot.find()).as(said).isTrue();
    return Long.parseLong(slot.group(1));
  }

  private static String run(String... command) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(command));
    Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
    return said;
  }
}
