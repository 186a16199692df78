package io.kanhe.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The proof vectors of transparency-dev/merkle; skipped where the folder of shared vectors is
 * absent.
 */
class MerkleVectorsTest {

  private static final Path VECTORS = Path.of("../shared/vectors/rfc6962");

  @Test
  void agreesWithEveryInclusionVector() throws IOException {
    List<Path> files = vectors("inclusion");
    for (Path file : files) {
      JsonNode vector = read(file);
      boolean verified =
          MerkleProofs.verifyInclusion(
              bytes(vector.get("leafHash")),
              number(vector.get("leafIdx")),
              number(vector.get("treeSize")),
              proof(vector.get("proof")),
              bytes(vector.get("root")));
      assertThat(verified).as(file.toString()).isNotEqualTo(vector.get("wantErr").asBoolean());
    }
    assertThat(files).hasSizeGreaterThan(80);
  }

  @Test
  void agreesWithEveryConsistencyVector() throws IOException {
    List<Path> files = vectors("consistency");
    for (Path file : files) {
      JsonNode vector = read(file);
      boolean verified =
          MerkleProofs.verifyConsistency(
              number(vector.get("size1")),
              number(vector.get("size2")),
              proof(vector.get("proof")),
              bytes(vector.get("root1")),
              bytes(vector.get("root2")));
      assertThat(verified).as(file.toString()).isNotEqualTo(vector.get("wantErr").asBoolean());
    }
    assertThat(files).hasSizeGreaterThan(50);
  }

  private static List<Path> vectors(String kind) throws IOException {
    Path folder = VECTORS.resolve(kind);
    assumeTrue(Files.isDirectory(folder), "no vectors in " + folder);
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }

  private static JsonNode read(Path file) throws IOException {
    return JsonMapper.shared().readTree(Files.readAllBytes(file));
  }

  /** Sizes beyond 2^63 become negative and have to be refused as such. */
  private static long number(JsonNode node) {
    return node.bigIntegerValue().longValue();
  }

  private static List<byte[]> proof(JsonNode proof) {
    List<byte[]> hashes = new ArrayList<>();
    if (proof != null) {
      proof.forEach(hash -> hashes.add(bytes(hash)));
    }
    return hashes;
  }

  private static byte[] bytes(JsonNode text) {
    return text == null || text.isNull()
        ? new byte[0]
        : Base64.getDecoder().decode(text.asString());
  }
}
