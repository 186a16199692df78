package io.kanhe.trust.internal;

import static io.kanhe.platform.ErrorCode.CONFIGURATION_INVALID;

import io.kanhe.platform.KanheException;
import io.kanhe.trust.KeyIdentity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.bouncycastle.util.encoders.DecoderException;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import org.bouncycastle.util.io.pem.PemWriter;
import org.jspecify.annotations.Nullable;

/** Reads and writes keys and certificates: PKCS#12 (RFC 7292) and PEM (RFC 7468). */
public final class KeyFiles {

  private static final String ALIAS = "key";
  private static final String CERTIFICATE = "CERTIFICATE";

  /** PKCS#12 with AES, which openssl 3 opens without its old algorithms. */
  private static final String SM2_STORE = "PKCS12-AES256-AES128";

  private KeyFiles() {}

  public static KeyIdentity readIdentity(Path p12, char[] password) {
    try {
      return identityIn(KeyStore.getInstance("PKCS12"), p12, password);
    } catch (IOException | GeneralSecurityException e) {
      return readSm2Identity(p12, password);
    }
  }

  /** The JDK's reader stops at an SM2 key, so this one is asked where it failed. */
  private static KeyIdentity readSm2Identity(Path p12, char[] password) {
    try {
      return identityIn(KeyStore.getInstance("PKCS12", BouncyCastle.PROVIDER), p12, password);
    } catch (IOException | GeneralSecurityException e) {
      throw unreadable(p12, "a PKCS#12 file that opens with the configured password", e);
    }
  }

  private static KeyIdentity identityIn(KeyStore store, Path p12, char[] password)
      throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(p12)) {
      store.load(in, password);
    }
    String alias = onlyKey(store, p12);
    Key key = store.getKey(alias, password);
    List<X509Certificate> chain = withoutAnchor(store.getCertificateChain(alias));
    return new KeyIdentity((PrivateKey) key, chain);
  }

  public static byte[] identity(KeyIdentity identity, char[] password) {
    try {
      KeyStore store = emptyStore(identity);
      store.setKeyEntry(
          ALIAS, identity.key(), password, unnamed(identity.chain()).toArray(Certificate[]::new));
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      store.store(out, password);
      return out.toByteArray();
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("cannot write a PKCS#12 file", e);
    }
  }

  /**
   * Copies without what a store noted on them: Bouncy Castle writes the name of an earlier entry to
   * an authority's certificate, and a reader then takes it for the key's own.
   */
  private static List<X509Certificate> unnamed(List<X509Certificate> chain)
      throws CertificateException {
    List<X509Certificate> copies = new ArrayList<>();
    for (X509Certificate each : chain) {
      copies.add(Certificates.parse(each.getEncoded()));
    }
    return copies;
  }

  private static KeyStore emptyStore(KeyIdentity identity)
      throws IOException, GeneralSecurityException {
    boolean national =
        identity.chain().stream().anyMatch(each -> KeyFamily.isSm2(each.getPublicKey()));
    KeyStore store =
        national
            ? KeyStore.getInstance(SM2_STORE, BouncyCastle.PROVIDER)
            : KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  /** All certificates of a PEM file in their order; other PEM blocks are passed over. */
  public static List<X509Certificate> readCertificates(Path pem) {
    List<X509Certificate> certificates = new ArrayList<>();
    try {
      for (PemObject block : blocks(Files.readString(pem))) {
        if (block.getType().equals(CERTIFICATE)) {
          certificates.add(Certificates.parse(block.getContent()));
        }
      }
    } catch (IOException | CertificateException e) {
      throw unreadable(pem, "a PEM file of certificates", e);
    }
    if (certificates.isEmpty()) {
      throw unreadable(pem, "a PEM file with at least one certificate", null);
    }
    return List.copyOf(certificates);
  }

  public static List<X509Certificate> readFolder(Path folder) {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, "*.pem")) {
      stream.forEach(files::add);
    } catch (IOException e) {
      throw unreadable(folder, "a folder of *.pem files", e);
    }
    if (files.isEmpty()) {
      throw unreadable(folder, "a folder with at least one *.pem file", null);
    }
    Collections.sort(files);
    return files.stream().flatMap(file -> readCertificates(file).stream()).distinct().toList();
  }

  /** The DER bytes of the one PKCS#8 private key in a PEM file. */
  static byte[] readPrivateKey(Path pem) {
    try {
      List<PemObject> keys =
          blocks(Files.readString(pem)).stream()
              .filter(block -> block.getType().equals("PRIVATE KEY"))
              .toList();
      if (keys.size() == 1) {
        return keys.get(0).getContent();
      }
    } catch (IOException e) {
      throw unreadable(pem, "a PEM file with one PKCS#8 key", e);
    }
    throw unreadable(pem, "a PEM file with one PKCS#8 key", null);
  }

  public static String pem(List<X509Certificate> certificates) {
    StringBuilder text = new StringBuilder();
    try {
      for (X509Certificate certificate : certificates) {
        text.append(pem(CERTIFICATE, certificate.getEncoded()));
      }
    } catch (CertificateException e) {
      throw new IllegalArgumentException("certificate without an encoded form", e);
    }
    return text.toString();
  }

  public static String pem(String type, byte[] der) {
    StringWriter text = new StringWriter();
    try (PemWriter writer = new PemWriter(text)) {
      writer.writeObject(new PemObject(type, der));
    } catch (IOException e) {
      throw new IllegalStateException("a string cannot fail", e);
    }
    return text.toString().replace("\r\n", "\n");
  }

  private static List<PemObject> blocks(String text) throws IOException {
    List<PemObject> blocks = new ArrayList<>();
    try (PemReader reader = new PemReader(new StringReader(text))) {
      for (PemObject block = reader.readPemObject();
          block != null;
          block = reader.readPemObject()) {
        blocks.add(block);
      }
    } catch (DecoderException e) {
      throw new IOException("not base64", e);
    }
    return blocks;
  }

  private static String onlyKey(KeyStore store, Path p12) throws GeneralSecurityException {
    List<String> keys = new ArrayList<>();
    for (String alias : Collections.list(store.aliases())) {
      if (store.isKeyEntry(alias)) {
        keys.add(alias);
      }
    }
    if (keys.size() != 1) {
      throw unreadable(p12, "a PKCS#12 file with one private key", null);
    }
    return keys.get(0);
  }

  private static List<X509Certificate> withoutAnchor(Certificate[] chain) {
    List<X509Certificate> path =
        new ArrayList<>(Arrays.stream(chain).map(X509Certificate.class::cast).toList());
    X509Certificate last = path.get(path.size() - 1);
    if (path.size() > 1 && last.getSubjectX500Principal().equals(last.getIssuerX500Principal())) {
      path.remove(path.size() - 1);
    }
    return path;
  }

  /** The cause stays out: the text of a parser may hold parts of the file. */
  private static KanheException unreadable(Path file, String expected, @Nullable Exception cause) {
    String found = cause instanceof java.nio.file.NoSuchFileException ? "no file " : "cannot use ";
    return new KanheException(
        CONFIGURATION_INVALID, found + file + " (expected: " + expected + ")");
  }
}
