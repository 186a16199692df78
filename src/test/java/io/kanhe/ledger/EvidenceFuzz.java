package io.kanhe.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kanhe.fuzz.FuzzTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.springframework.util.FileSystemUtils;

/** The readers of evidence files and their parts. */
public final class EvidenceFuzz {

  private EvidenceFuzz() {}

  public static List<FuzzTarget> targets() throws IOException {
    Path folder = Files.createTempDirectory("kanhe-fuzz");
    byte[] file;
    EvidenceVerifier evidence;
    try (EvidenceFixture fixture = new EvidenceFixture(folder)) {
      file = fixture.export("content");
      evidence = fixture.verifier();
    } finally {
      FileSystemUtils.deleteRecursively(folder);
    }
    Map<String, byte[]> parts = StoredZip.read(file);
    return List.of(
        new FuzzTarget(
            "tlog-proof",
            List.of(parts.get("entry.tlog-proof")),
            input -> EntryProof.parse(new String(input, UTF_8))),
        new FuzzTarget(
            "asic-manifest",
            List.of(parts.get("META-INF/ASiCManifest001.xml")),
            AsicManifest::read),
        new FuzzTarget("evidence-verifier", List.of(file), evidence::verify));
  }
}
