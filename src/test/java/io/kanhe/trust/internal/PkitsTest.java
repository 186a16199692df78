package io.kanhe.trust.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.kanhe.trust.SharedVectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * NIST's PKITS against path building, path validation and revocation lists: every case of the suite
 * that needs no policy option. It runs below the rule on strength: the suite's certificates and
 * lists of 2001 are signed with SHA-1, and {@link KeyUses} refuses all of them.
 */
class PkitsTest {

  private static final Instant AT = Instant.parse("2005-01-01T00:00:00Z");

  @Test
  void answersAsNistExpects() throws Exception {
    Path folder = SharedVectors.file("pkits");
    List<String> wrong = new ArrayList<>();
    int tests = 0;
    for (String line : Files.readAllLines(folder.resolve("expectations.tsv"))) {
      String[] columns = line.split("\t", -1);
      boolean expected = columns[4].strip().equals("1");
      if (isTrusted(folder, columns[1], columns[2], columns[3]) != expected) {
        wrong.add(columns[0] + " " + columns[1] + ", expected " + expected);
      }
      tests++;
    }
    assertThat(wrong).isEmpty();
    assertThat(tests).isEqualTo(196);
  }

  private static boolean isTrusted(Path folder, String signer, String issuers, String lists)
      throws IOException {
    List<X509Certificate> configured = new ArrayList<>();
    List<X509CRL> crls = new ArrayList<>();
    try {
      configured.add(certificate(folder, "Trust Anchor Root Certificate"));
      for (String issuer : names(issuers)) {
        configured.add(certificate(folder, issuer));
      }
      crls.add(list(folder, "Trust Anchor Root CRL"));
      for (String name : names(lists)) {
        crls.add(list(folder, name));
      }
      return new CertificatePaths(configured)
          .candidates(certificate(folder, signer)).stream()
              .anyMatch(path -> isTrusted(path, crls, configured));
    } catch (CertificateException | NoAnswer e) {
      return false;
    }
  }

  private static boolean isTrusted(
      List<X509Certificate> path, List<X509CRL> crls, List<X509Certificate> configured) {
    if (PkixCertificateTrust.pathRefusal(path, AT) != null) {
      return false;
    }
    try {
      for (int i = 0; i < path.size() - 1; i++) {
        List<X509Certificate> rest = path.subList(i, path.size());
        if (RevocationLists.revocation(rest, crls, configured, AT) != null) {
          return false;
        }
      }
      return true;
    } catch (NoAnswer e) {
      return false;
    }
  }

  private static List<String> names(String column) {
    return Arrays.stream(column.split("\\|")).filter(name -> !name.isBlank()).toList();
  }

  private static X509CRL list(Path folder, String name) throws IOException, NoAnswer {
    Path file = folder.resolve("crls").resolve(name.replaceAll("[ -]", "") + ".crl");
    return RevocationLists.parse(Files.readAllBytes(file));
  }

  private static X509Certificate certificate(Path folder, String name)
      throws IOException, CertificateException {
    Path file = folder.resolve("certs").resolve(name.replaceAll("[ -]", "") + ".crt");
    return Certificates.parse(Files.readAllBytes(file));
  }
}
