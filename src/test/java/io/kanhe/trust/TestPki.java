package io.kanhe.trust;

import io.kanhe.message.Uscc;
import io.kanhe.trust.internal.BcCertificateIssuer;
import io.kanhe.trust.internal.CertificateTemplate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A test authority: root, issuing authority and whatever participants a test needs, good or bad.
 *
 * <pre>{@code
 * TestPki pki = TestPki.create();
 * KeyIdentity agency = pki.participant("agency-a").build();
 * KeyIdentity old = pki.participant("agency-b").rsa().expired().build();
 * CertificateTrust trust = pki.trust();
 * }</pre>
 */
public final class TestPki {

  private static final Duration AGE = Duration.ofDays(100);
  private static final Duration LENGTH = Duration.ofDays(1000);

  private final Instant now;
  private final CertificateAuthority root;
  private final CertificateAuthority issuing;

  private TestPki(Instant now, KeyKind kind) {
    this.now = now;
    Validity validity = Validity.startingAt(now.minus(AGE), LENGTH);
    this.root = CertificateAuthority.root(nameOf("Test Root CA", null), kind, validity);
    this.issuing = root.issuing(nameOf("Test Issuing CA", null), kind, validity);
  }

  /** Certificates in force 100 days ago and for 900 days to come. */
  public static TestPki create() {
    return create(Instant.now());
  }

  public static TestPki create(Instant now) {
    return new TestPki(now, KeyKind.P_256);
  }

  /** Authorities with SM2 keys; participants have what they are told. */
  public static TestPki createSm2() {
    return new TestPki(Instant.now(), KeyKind.SM2);
  }

  /** A participant with a P-256 signing certificate, unless told otherwise. */
  public Participant participant(String id) {
    return new Participant(id);
  }

  /** Root and issuing certificate, as a trust folder holds them. */
  public List<X509Certificate> anchors() {
    return List.of(root.certificate(), issuing.certificate());
  }

  public CertificateTrust trust() {
    return Trust.certificateTrust(anchors());
  }

  public CertificateAuthority root() {
    return root;
  }

  public CertificateAuthority issuing() {
    return issuing;
  }

  public Instant now() {
    return now;
  }

  /** A signer of notes with a new key. */
  public static NoteSigner noteSigner(String name) {
    try {
      Path file = Files.createTempFile("note", ".key");
      try {
        Files.writeString(file, Trust.newNoteKey());
        return Trust.noteSigner(name, file);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SubjectName nameOf(String commonName, @Nullable Uscc uscc) {
    return new SubjectName("Kanhe Test Organisation", "Test", commonName, uscc);
  }

  /** A certificate that is being described. */
  public final class Participant {

    private final String id;
    private @Nullable Uscc uscc;
    private KeyPair keys = KeyKind.P_256.generate();
    private KeyIdentity issuer = issuing.identity();
    private boolean selfSigned;
    private @Nullable String signatureAlgorithm;
    private Validity validity = Validity.startingAt(now.minus(AGE), LENGTH);
    private Usage usage = Usage.SIGNING;
    private int keyUsageBits;
    private List<String> extendedUsages = List.of();
    private int pathLength;

    private Participant(String id) {
      this.id = id;
    }

    public Participant uscc(String value) {
      this.uscc = new Uscc(value);
      return this;
    }

    public Participant p256() {
      this.keys = KeyKind.P_256.generate();
      return this;
    }

    public Participant sm2() {
      this.keys = KeyKind.SM2.generate();
      return this;
    }

    public Participant ed25519() {
      return keys("Ed25519", 255);
    }

    public Participant p384() {
      this.keys = KeyKind.P_384.generate();
      return this;
    }

    public Participant rsa() {
      return rsa(2048);
    }

    public Participant rsa(int bits) {
      return keys("RSA", bits);
    }

    /** An EC key on any curve that the JDK knows by its size, for instance 521. */
    public Participant ec(int bits) {
      return keys("EC", bits);
    }

    /** The key of another identity. */
    public Participant keyOf(KeyIdentity other) {
      this.keys = new KeyPair(other.certificate().getPublicKey(), other.key());
      return this;
    }

    /** Ended yesterday. */
    public Participant expired() {
      return during(Validity.startingAt(now.minus(AGE), AGE.minusDays(1)));
    }

    /** Begins tomorrow. */
    public Participant notYetValid() {
      return during(Validity.startingAt(now.plus(Duration.ofDays(1)), AGE));
    }

    public Participant during(Validity other) {
      this.validity = other;
      return this;
    }

    /** A TLS certificate: must not sign messages. */
    public Participant forTls() {
      this.usage = Usage.TLS;
      return this;
    }

    public Participant forTimestamps() {
      this.usage = Usage.TIMESTAMPS;
      return this;
    }

    /** A certificate of an authority that may have {@code length} authorities under it. */
    public Participant forAuthority(int length) {
      this.usage = Usage.AUTHORITY;
      this.pathLength = length;
      return this;
    }

    /**
     * @param bits as in Bouncy Castle's KeyUsage: 0x80 digitalSignature, 0x20 keyEncipherment
     * @param purposes dotted object identifiers of the extended key usage
     */
    public Participant forUsage(int bits, String... purposes) {
      this.usage = Usage.OTHER;
      this.keyUsageBits = bits;
      this.extendedUsages = List.of(purposes);
      return this;
    }

    public Participant selfSigned() {
      this.selfSigned = true;
      return this;
    }

    /** Issued by any identity, also by one that must not issue. */
    public Participant issuedBy(KeyIdentity other) {
      this.issuer = other;
      return this;
    }

    /** How the issuer signs the certificate, for instance {@code SHA1withECDSA}. */
    public Participant certificateSignedWith(String algorithm) {
      this.signatureAlgorithm = algorithm;
      return this;
    }

    public KeyIdentity build() {
      BcCertificateIssuer authority =
          selfSigned
              ? BcCertificateIssuer.selfSigned(keys.getPrivate())
              : BcCertificateIssuer.under(issuer.certificate(), issuer.key());
      if (signatureAlgorithm != null) {
        authority = authority.signingWith(signatureAlgorithm);
      }
      List<X509Certificate> chain = new ArrayList<>(List.of(authority.issue(template(), keys)));
      if (!selfSigned) {
        chain.addAll(issuer.chain());
      }
      return new KeyIdentity(keys.getPrivate(), chain);
    }

    private CertificateTemplate template() {
      SubjectName name = nameOf(id, uscc);
      return switch (usage) {
        case SIGNING -> CertificateTemplate.signing(name, validity);
        case TLS -> CertificateTemplate.tls(name, validity);
        case TIMESTAMPS -> CertificateTemplate.timestamping(name, validity);
        case AUTHORITY -> CertificateTemplate.authority(name, validity, pathLength);
        case OTHER -> CertificateTemplate.endEntity(name, validity, keyUsageBits, extendedUsages);
      };
    }

    private Participant keys(String algorithm, int bits) {
      try {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(bits);
        this.keys = generator.generateKeyPair();
        return this;
      } catch (GeneralSecurityException e) {
        throw new IllegalArgumentException("no " + algorithm + " key of " + bits + " bits", e);
      }
    }
  }

  private enum Usage {
    SIGNING,
    TLS,
    TIMESTAMPS,
    AUTHORITY,
    OTHER
  }
}
