package io.kanhe.trust.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.kanhe.trust.SharedVectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * NIST's PKITS against path building and path validation, below the rule on strength: its
 * certificates of 2001 are signed with SHA-1, and {@link KeyUses} refuses all of them. Covered are
 * signatures, validity, names, basic constraints, key usage, name constraints and private
 * extensions. Left out: revocation, which is not asked yet, policies, which nobody requires here,
 * and DSA, which is not allowed.
 */
class PkitsTest {

  private static final Instant AT = Instant.parse("2005-01-01T00:00:00Z");
  private static final Set<String> SECTIONS = Set.of("1", "2", "3", "6", "7", "13", "16");

  /** DSA (4.1.4, 4.1.5), and keys that may not sign revocation lists (4.7.4, 4.7.5). */
  private static final Set<String> LEFT_OUT = Set.of("4_1_4", "4_1_5", "4_7_4", "4_7_5");

  @Test
  void answersAsNistExpects() throws Exception {
    Path folder = SharedVectors.file("pkits");
    List<String> wrong = new ArrayList<>();
    int tests = 0;
    for (String line : Files.readAllLines(folder.resolve("expectations.tsv"))) {
      String[] columns = line.split("\t", -1);
      if (SECTIONS.contains(columns[0].split("_")[1]) && !LEFT_OUT.contains(columns[0])) {
        boolean expected = columns[columns.length - 1].strip().equals("1");
        if (isTrusted(folder, columns[1], columns[2]) != expected) {
          wrong.add(columns[0] + " " + columns[1] + ", expected " + expected);
        }
        tests++;
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(tests).isGreaterThan(60);
  }

  private static boolean isTrusted(Path folder, String signer, String issuers)
      throws IOException, CertificateException {
    List<X509Certificate> configured = new ArrayList<>();
    configured.add(certificate(folder, "Trust Anchor Root Certificate"));
    try {
      for (String issuer : issuers.split("\\|")) {
        if (!issuer.isBlank()) {
          configured.add(certificate(folder, issuer));
        }
      }
      return new CertificatePaths(configured)
          .candidates(certificate(folder, signer)).stream()
              .anyMatch(path -> PkixCertificateTrust.pathRefusal(path, AT) == null);
    } catch (CertificateException e) {
      return false;
    }
  }

  private static X509Certificate certificate(Path folder, String name)
      throws IOException, CertificateException {
    Path file = folder.resolve("certs").resolve(name.replaceAll("[ -]", "") + ".crt");
    return Certificates.parse(Files.readAllBytes(file));
  }
}
