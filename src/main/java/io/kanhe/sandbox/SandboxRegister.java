package io.kanhe.sandbox;

import io.kanhe.trust.Trust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What the sandbox's authorities have revoked: the text file {@code certs/ca/revoked} with a line
 * such as {@code insurer-c/tls} for each certificate. Whoever may write the file is the authority.
 */
final class SandboxRegister {

  private static final Pattern LINE = Pattern.compile("[a-z0-9-]{1,40}/(signing|tls|encryption)");

  private final Path certs;
  private final Path file;

  SandboxRegister(Path certs) {
    this.certs = certs;
    this.file = certs.resolve("ca").resolve("revoked");
  }

  /**
   * Names of the revoked certificates.
   *
   * @throws IOException also for a line that is no such name: an authority that cannot read its
   *     register must not say good
   */
  Set<String> names() throws IOException {
    Set<String> names = new TreeSet<>();
    if (!Files.exists(file)) {
      return names;
    }
    for (String line : Files.readAllLines(file)) {
      if (!line.isBlank()) {
        if (!LINE.matcher(line.strip()).matches()) {
          throw new IOException(file + " holds a line that is not PARTICIPANT/USE");
        }
        names.add(line.strip());
      }
    }
    return names;
  }

  X509Certificate certificate(String name) throws IOException {
    Path pem = certs.resolve(name + ".pem");
    if (!Files.exists(pem)) {
      throw new IOException(file + " names " + name + ", and there is no such certificate");
    }
    return Trust.readCertificates(pem).get(0);
  }

  void revoke(String... names) throws IOException {
    Set<String> all = names();
    all.addAll(List.of(names));
    write(all);
  }

  void restore(String... names) throws IOException {
    Set<String> all = names();
    List.of(names).forEach(all::remove);
    write(all);
  }

  /** Readers see the old or the new file, never half of one. */
  private void write(Set<String> names) throws IOException {
    Path next = file.resolveSibling("revoked.new");
    Files.write(next, names);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
