package io.kanhe.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.kanhe.trust.TestPki;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random changes of evidence files; none may pass, and the first failure has to name the place. A
 * few hundred by default, 10,000 with {@code -Pfault}.
 */
class TamperingTest {

  private static final int EDITS = Integer.getInteger("kanhe.tamper.edits", 300);
  private static final long SEED = Long.getLong("kanhe.tamper.seed", 3161);
  private static final int CONTROL_EVERY = 100;

  /** What a failure of the parts around the signature is called. */
  private static final Map<String, List<String>> OTHER_NAMES =
      Map.of(
          EvidenceParts.MANIFEST,
          List.of("container: signature", "manifest"),
          EvidenceParts.SIGNATURE,
          List.of(
              "container: signature",
              "container: signer",
              "container: certificate path",
              "container: revocation",
              "container: time stamp"));

  @TempDir private Path folder;

  @Test
  void namesTheFirstBadPlaceOfEveryChange() {
    TestPki pki = TestPki.create();
    try (EvidenceFixture one = new EvidenceFixture(folder.resolve("one"), pki, false);
        EvidenceFixture fork = new EvidenceFixture(folder.resolve("fork"), pki, false)) {
      byte[] file = one.export("the message");
      List<byte[]> others = List.of(one.export("another message"), fork.export("the message"));
      EvidenceVerifier verifier = one.verifier();
      Random random = new Random(SEED);
      Map<String, Integer> kinds = new TreeMap<>();
      List<String> missed = new ArrayList<>();
      for (int i = 0; i < EDITS; i++) {
        if (i % CONTROL_EVERY == 0) {
          assertThat(Check.allPassed(verifier.verify(file))).as("the unchanged file").isTrue();
        }
        Tampering change = Tampering.random(file, others.get(i % others.size()), random);
        kinds.merge(change.kind(), 1, Integer::sum);
        complaint(verifier, change).ifPresent(missed::add);
      }
      System.out.println("tampering: " + EDITS + " edits " + kinds + ", missed " + missed.size());
      assertThat(missed).as("seed " + SEED).isEmpty();
    }
  }

  private static Optional<String> complaint(EvidenceVerifier verifier, Tampering change) {
    Optional<Check> first =
        verifier.verify(change.file()).stream()
            .filter(check -> check.result() == Check.Result.FAIL)
            .findFirst();
    if (first.isEmpty()) {
      return Optional.of(change.kind() + " of " + change.places() + " was not seen");
    }
    String said = first.get().name() + ": " + first.get().reason();
    boolean named =
        change.places().stream()
            .anyMatch(
                place ->
                    said.contains(place)
                        || OTHER_NAMES.getOrDefault(place, List.of()).contains(first.get().name()));
    return named
        ? Optional.empty()
        : Optional.of(change.kind() + " of " + change.places() + " was called " + said);
  }
}
