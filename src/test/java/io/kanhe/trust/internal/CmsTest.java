package io.kanhe.trust.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kanhe.trust.AlgorithmPolicy;
import io.kanhe.trust.CmsVerifier;
import io.kanhe.trust.KeyIdentity;
import io.kanhe.trust.OpenSsl;
import io.kanhe.trust.TestPki;
import io.kanhe.trust.Trust;
import io.kanhe.trust.VerifiedContent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CmsTest {

  private static final TestPki PKI = TestPki.create();
  private static final KeyIdentity P256 = PKI.participant("agency-a").build();
  private static final KeyIdentity P384 = PKI.participant("agency-b").p384().build();
  private static final KeyIdentity RSA = PKI.participant("insurer-a").rsa().build();
  private static final byte[] CONTENT = "<k:Message>台风 orange</k:Message>".getBytes(UTF_8);

  private final CmsVerifier verifier = Trust.cmsVerifier(AlgorithmPolicy.strict());

  static Stream<Arguments> identities() {
    return Stream.of(
        Arguments.of(P256, "ECDSA-P256-SHA256"),
        Arguments.of(P384, "ECDSA-P384-SHA384"),
        Arguments.of(RSA, "RSA-SHA256"));
  }

  @ParameterizedTest
  @MethodSource("identities")
  void returnsTheContentAndTheSigner(KeyIdentity identity, String algorithm) {
    VerifiedContent verified = verifier.verify(Trust.cmsSigner(identity).sign(CONTENT));

    assertThat(verified.content()).isEqualTo(CONTENT);
    assertThat(verified.signer().certificate()).isEqualTo(identity.certificate());
    assertThat(verified.signer().algorithm()).isEqualTo(algorithm);
  }

  @Test
  void signsEmptyAndLargeContent() {
    for (byte[] content : List.of(new byte[0], new byte[3_000_000])) {
      assertThat(verifier.verify(Trust.cmsSigner(P256).sign(content)).content()).isEqualTo(content);
    }
  }

  @Test
  void signsAndVerifiesFromManyThreadsWithOneObject() throws Exception {
    var signer = Trust.cmsSigner(P256);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      Callable<byte[]> work = () -> verifier.verify(signer.sign(CONTENT)).content();
      for (Future<byte[]> result :
          threads.invokeAll(IntStream.range(0, 100).mapToObj(i -> work).toList())) {
        assertThat(result.get()).isEqualTo(CONTENT);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @ParameterizedTest
  @MethodSource("identities")
  void opensslAcceptsOursAndRefusesAChangedByte(
      KeyIdentity identity, String algorithm, @TempDir Path folder) throws IOException {
    OpenSsl openSsl = OpenSsl.in(folder);
    openSsl.write("root.pem", Trust.pem(List.of(PKI.root().certificate())).getBytes(UTF_8));
    byte[] signed = Trust.cmsSigner(identity).sign(CONTENT);
    openSsl.write("good.der", signed);
    openSsl.write("bad.der", Bytes.replace(signed, "orange", "yellow"));
    String[] verify = {
      "cms",
      "-verify",
      "-binary",
      "-inform",
      "DER",
      "-CAfile",
      "root.pem",
      "-in",
      "good.der",
      "-out",
      "content"
    };

    openSsl.run(verify);
    assertThat(openSsl.read("content")).isEqualTo(CONTENT);
    verify[8] = "bad.der";
    assertThat(openSsl.exitCode(verify)).isNotZero();
  }

  @ParameterizedTest
  @CsvSource({
    "p256, '', ECDSA-P256-SHA256",
    "rsa, '', RSA-SHA256",
    "rsa, '-stream', RSA-SHA256",
    "p256, '-stream', ECDSA-P256-SHA256",
    "rsa, '-keyid', RSA-SHA256",
    "p256, '-cades', ECDSA-P256-SHA256",
    "rsa, '-keyopt rsa_padding_mode:pss -keyopt rsa_pss_saltlen:32', RSA-PSS-SHA256",
    "rsa, '-md sha512', RSA-SHA512",
    "rsa, '-md sha384', RSA-SHA384",
    "p384, '-md sha384', ECDSA-P384-SHA384",
  })
  void acceptsWhatOpensslSigns(String key, String options, String algorithm, @TempDir Path folder)
      throws IOException {
    OpenSsl openSsl = OpenSsl.in(folder);
    KeyIdentity identity = key.equals("rsa") ? RSA : key.equals("p256") ? P256 : P384;
    openSsl.writeIdentity("signer", identity);
    openSsl.write("content", CONTENT);
    String command =
        "cms -sign -nodetach -binary -outform DER -signer signer.pem -inkey signer.key"
            + " -in content -out signed.der "
            + (options.contains("-md") ? options : "-md sha256 " + options);

    openSsl.run(command.strip().split(" "));

    VerifiedContent verified = verifier.verify(openSsl.read("signed.der"));
    assertThat(verified.content()).isEqualTo(CONTENT);
    assertThat(verified.signer().certificate()).isEqualTo(identity.certificate());
    assertThat(verified.signer().algorithm()).isEqualTo(algorithm);
  }
}
