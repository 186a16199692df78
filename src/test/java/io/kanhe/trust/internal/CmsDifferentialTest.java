package io.kanhe.trust.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.trust.AlgorithmPolicy;
import io.kanhe.trust.CmsVerifier;
import io.kanhe.trust.KeyIdentity;
import io.kanhe.trust.TestPki;
import io.kanhe.trust.Trust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What we accept of mutated CMS messages, {@code openssl cms -verify} accepts with the same
 * content; what only openssl accepts is refused for its form, never as a wrong signature.
 */
class CmsDifferentialTest {

  private static final Logger LOG = LoggerFactory.getLogger(CmsDifferentialTest.class);
  private static final byte[] CONTENT = "<k:Message>orange</k:Message>".getBytes(UTF_8);
  private static final int BATCH = 500;

  @TempDir Path folder;

  private final Map<String, Integer> counts = new TreeMap<>();
  private final List<String> disagreements = new ArrayList<>();

  @Test
  void decidesAsOpensslDoesOnEveryMutant() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/openssl")), "openssl is not installed");
    int messages = Math.max(500, Integer.getInteger("kanhe.fuzz.messages", 2000) / 20);
    long seed = Long.getLong("kanhe.fuzz.seed", 20261124L);
    TestPki pki = TestPki.create();
    Files.writeString(folder.resolve("root.pem"), Trust.pem(pki.anchors()));
    KeyIdentity p256 = pki.participant("agency-a").build();
    KeyIdentity rsa = pki.participant("insurer-a").rsa().build();
    for (KeyIdentity signer : List.of(p256, rsa)) {
      byte[] good = Trust.cmsSigner(signer).sign(CONTENT);
      for (int start = 0; start < messages / 2; start += BATCH) {
        compare(signer, good, seed + start, Math.min(BATCH, messages / 2 - start));
      }
    }
    LOG.info("{} mutants from seed {}: {}", messages, seed, counts);
    assertThat(disagreements).isEmpty();
    assertThat(counts).containsKey("accepted by both");
  }

  private void compare(KeyIdentity signer, byte[] good, long seed, int size) throws Exception {
    CmsVerifier verifier = Trust.cmsVerifier(AlgorithmPolicy.strict());
    List<byte[]> mutants = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      mutants.add(mutant(good, new Random(seed + i)));
    }
    Set<Integer> accepted = accepted(mutants);
    for (int i = 0; i < size; i++) {
      String wrong = verdict(verifier, signer, mutants.get(i), i, accepted.contains(i));
      if (!wrong.isEmpty()) {
        disagreements.add("seed " + (seed + i) + ": " + wrong);
      }
    }
  }

  private String verdict(
      CmsVerifier verifier, KeyIdentity signer, byte[] mutant, int number, boolean accepted)
      throws IOException {
    try {
      var verified = verifier.verify(mutant);
      if (!verified.signer().certificate().equals(signer.certificate())) {
        count("another certificate");
        return "";
      }
      if (!accepted) {
        return "accepted by Kanhe alone";
      }
      count("accepted by both");
      byte[] content = Files.readAllBytes(folder.resolve("m" + number + ".out"));
      return Arrays.equals(content, verified.content()) ? "" : "another content";
    } catch (KanheException e) {
      count((accepted ? "stricter " : "refused by both ") + e.code().number());
      return accepted && e.code() == ErrorCode.SIGNATURE_INVALID
          ? "accepted by openssl alone: " + e.getMessage()
          : "";
    }
  }

  private void count(String kind) {
    counts.merge(kind, 1, Integer::sum);
  }

  private static byte[] mutant(byte[] good, Random random) {
    byte[] changed = good;
    for (int i = 0; i <= random.nextInt(2); i++) {
      int place = random.nextInt(changed.length);
      byte[] next =
          switch (random.nextInt(6)) {
            case 0 -> Arrays.copyOf(changed, changed.length + random.nextInt(3));
            case 1 -> Arrays.copyOf(changed, place);
            default -> changed.clone();
          };
      if (next.length > place) {
        next[place] =
            (byte)
                (random.nextBoolean() ? next[place] ^ 1 << random.nextInt(8) : random.nextInt(256));
      }
      changed = next.length == 0 ? good : next;
    }
    // Some stay as they are, so that both have something to accept.
    return random.nextInt(20) == 0 ? good : changed;
  }

  private Set<Integer> accepted(List<byte[]> mutants) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "/bin/sh",
                "-c",
                "for file in \"$@\"; do /usr/bin/openssl cms -verify -binary -inform DER -in \"$file\" -CAfile"
                    + " root.pem -purpose any -out \"$file.out\" 2>/dev/null && echo \"$file\"; done; exit 0",
                "sh"));
    for (int i = 0; i < mutants.size(); i++) {
      Files.write(folder.resolve("m" + i), mutants.get(i));
      command.add("m" + i);
    }
    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (!process.waitFor(300, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException("openssl did not end");
    }
    Set<Integer> accepted = new TreeSet<>();
    for (String line : Files.readAllLines(output)) {
      accepted.add(Integer.valueOf(line.substring(1)));
    }
    return accepted;
  }
}
