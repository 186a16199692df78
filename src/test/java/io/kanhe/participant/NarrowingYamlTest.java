package io.kanhe.participant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kanhe.message.DigestAlgorithm;
import io.kanhe.platform.yaml.YamlNode;
import io.kanhe.trust.Narrowing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code algorithms:} of a participant's file. */
class NarrowingYamlTest {

  @TempDir Path folder;

  @Test
  void aListIsOfSignatures() throws IOException {
    assertThat(read("[SM2-SM3, Ed25519]"))
        .isEqualTo(Narrowing.signatures(Set.of("SM2-SM3", "Ed25519")));
  }

  @Test
  void everySettingMayStandAlone() throws IOException {
    assertThat(read("{digests: [SM3]}").digests()).containsExactly(DigestAlgorithm.SM3);
    assertThat(read("{digests: [SM3]}").prefixLists()).isNull();
    assertThat(read("{nonRepudiation: false}").nonRepudiation()).isFalse();
  }

  @Test
  void allSettingsAreRead() throws IOException {
    String settings =
        """
        {signatures: [RSA-SHA384], digests: [SHA-384, SM3], minimumRsaBits: 3072, minimumEcBits: 384,
        prefixLists: false, nonRepudiation: true, contentCiphers: [SM4-GCM], keyTransports: [SM2]}
        """;
    assertThat(read(settings))
        .isEqualTo(
            new Narrowing(
                Set.of("RSA-SHA384"),
                Set.of(DigestAlgorithm.SHA_384, DigestAlgorithm.SM3),
                3072,
                384,
                false,
                true,
                Set.of("SM4-GCM"),
                Set.of("SM2")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{}",
        "[RSA-SHA1]",
        "SM2-SM3",
        "{signatures: []}",
        "{signatures: [HMAC-SHA256]}",
        "{digests: [SHA-1]}",
        "{minimumRsaBits: 1024}",
        "{minimumEcBits: 224}",
        "{contentCiphers: [AES-128-CBC]}",
        "{keyTransports: [RSA]}",
        "{nonRepudiation: maybe}",
        "{hashes: [SM3]}"
      })
  void whatKanheDoesNotKnowIsRefused(String algorithms) {
    assertThatThrownBy(() -> read(algorithms))
        .hasMessageContaining("sender.yaml")
        .hasMessageContaining("expected");
  }

  private Narrowing read(String algorithms) throws IOException {
    Path file = Files.writeString(folder.resolve("sender.yaml"), "algorithms: " + algorithms);
    return NarrowingYaml.read(YamlNode.read(file, folder).get("algorithms"));
  }
}
