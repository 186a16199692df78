package io.kanhe.participant;

import io.kanhe.platform.PemCertificates;
import io.kanhe.platform.yaml.YamlNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Iterator;

/** A PEM file with one certificate, and after it at most the certificates of its issuers. */
final class CertificateFile {

  private static final int MAX_BYTES = 1 << 17;

  private CertificateFile() {}

  /** Reads the file that {@code node} names, relative to {@code home}. */
  static X509Certificate read(YamlNode node, Path home, boolean sandbox) {
    String name = node.text();
    Path file = home.resolve(name).normalize();
    if (!Files.isRegularFile(file)) {
      String remedy =
          sandbox
              ? "the file that './kanhe up' with kanhe.sandbox.enabled=true makes at its first start"
              : "a PEM file relative to kanhe.home; sandbox keys are made by './kanhe up' with kanhe.sandbox.enabled=true";
      throw node.problem("no certificate file '" + name + "'", remedy);
    }
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw node.problem(
            "more than " + MAX_BYTES + " bytes in '" + name + "'", "one certificate in PEM");
      }
      return leaf(PemCertificates.read(file), node, name);
    } catch (CertificateException e) {
      throw node.problem(
          "no readable certificate in '" + name + "'", "one X.509 certificate in PEM");
    } catch (IOException e) {
      throw node.problem("an unreadable file '" + name + "'", "one X.509 certificate in PEM");
    }
  }

  private static X509Certificate leaf(
      Collection<? extends Certificate> all, YamlNode node, String name) {
    Iterator<? extends Certificate> each = all.iterator();
    if (!each.hasNext() || !(each.next() instanceof X509Certificate leaf)) {
      throw node.problem("no certificate in '" + name + "'", "one X.509 certificate in PEM");
    }
    while (each.hasNext()) {
      // A second leaf would be dropped silently: during a rollover each certificate has a file of
      // its own.
      if (((X509Certificate) each.next()).getBasicConstraints() < 0) {
        throw node.problem(
            "several end-entity certificates in '" + name + "'", "one, each in a file of its own");
      }
    }
    return leaf;
  }
}
