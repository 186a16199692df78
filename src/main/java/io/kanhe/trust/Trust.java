package io.kanhe.trust;

import io.kanhe.message.xml.XmlLimits;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.platform.KanheProperties;
import io.kanhe.platform.TokenStore;
import io.kanhe.trust.internal.ArchivedRevocation;
import io.kanhe.trust.internal.BcCmsSigner;
import io.kanhe.trust.internal.BcCmsVerifier;
import io.kanhe.trust.internal.BcContainerSigner;
import io.kanhe.trust.internal.BcContainerVerifier;
import io.kanhe.trust.internal.BcNationalTls;
import io.kanhe.trust.internal.BcNoteSigner;
import io.kanhe.trust.internal.BcNoteVerifier;
import io.kanhe.trust.internal.BcStatusAuthority;
import io.kanhe.trust.internal.BcTimeStampUnit;
import io.kanhe.trust.internal.BcTimeStamping;
import io.kanhe.trust.internal.CmsPayloadDecryption;
import io.kanhe.trust.internal.CmsPayloadEncryption;
import io.kanhe.trust.internal.GcmBodyCipher;
import io.kanhe.trust.internal.HmacSm3;
import io.kanhe.trust.internal.KeyFiles;
import io.kanhe.trust.internal.OnlineRevocation;
import io.kanhe.trust.internal.PkixCertificateTrust;
import io.kanhe.trust.internal.RawSignatures;
import io.kanhe.trust.internal.RawSigner;
import io.kanhe.trust.internal.SealStatus;
import io.kanhe.trust.internal.TokenKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * Makes the objects of this package, without Spring, so that the command line, the simulators and
 * the offline verifier use the same ones as the gateway. What cannot be read from a file is 5006
 * CONFIGURATION_INVALID.
 */
public final class Trust {

  private Trust() {}

  /**
   * Signs with SHA-256, with SHA-384 for P-384 keys and SM3 for SM2 keys; the time comes from the
   * system.
   */
  public static CmsSigner cmsSigner(KeyIdentity identity) {
    return cmsSigner(identity, Clock.systemUTC());
  }

  /**
   * @param clock gives the signing time
   * @throws IllegalArgumentException for a key that cannot sign
   */
  public static CmsSigner cmsSigner(KeyIdentity identity, Clock clock) {
    return new BcCmsSigner(identity, clock);
  }

  /**
   * Connections with SM2 on both sides.
   *
   * @param identity an SM2 certificate for TLS with its key
   * @param anchors those with an SM2 key count
   */
  public static NationalTls nationalTls(KeyIdentity identity, Collection<X509Certificate> anchors) {
    return new BcNationalTls(identity, anchors);
  }

  /**
   * Connections with SM2 to one recipient.
   *
   * @param servers certificates of which the server has to show one, whatever its name
   */
  public static NationalTls nationalTls(
      KeyIdentity identity,
      Collection<X509Certificate> anchors,
      Collection<X509Certificate> servers) {
    return new BcNationalTls(identity, anchors, servers);
  }

  /** Key and certificate of {@code kanhe.crypto.tls.key}. */
  public static KeyIdentity nationalTlsIdentity(KanheProperties properties) {
    return loadKeyIdentity(
        properties.resolve(properties.crypto().tls().key()),
        properties.resolve(properties.keys().passwordFile()));
  }

  /** Signs the manifests of evidence files; the signing time comes from {@code clock}. */
  public static ContainerSigner containerSigner(KeyIdentity identity, Clock clock) {
    return new BcContainerSigner(new BcCmsSigner(identity, clock), token -> List.of());
  }

  /**
   * The same, with answers about the revocation of everything that seals a file inside it.
   *
   * @param anchors of the gateway and of the time stamp authorities, with what stands between
   */
  public static ContainerSigner containerSigner(
      KeyIdentity identity,
      Clock clock,
      Collection<X509Certificate> anchors,
      Revocation revocation) {
    SealStatus status = new SealStatus(identity.certificate(), anchors, revocation, clock);
    return new BcContainerSigner(new BcCmsSigner(identity, clock), status::answers);
  }

  public static ContainerVerifier containerVerifier(AlgorithmPolicy policy) {
    return new BcContainerVerifier(policy);
  }

  /**
   * @param anchorsAndIntermediates of the time stamp authorities; self-signed ones are anchors
   * @throws IllegalArgumentException if none is self-signed
   */
  public static TimeStamping timeStamping(
      Collection<X509Certificate> anchorsAndIntermediates, AlgorithmPolicy policy) {
    return new BcTimeStamping(anchorsAndIntermediates, policy);
  }

  /**
   * @param policy dotted object identifier that every stamp states
   */
  public static TimeStampUnit timeStampUnit(KeyIdentity identity, String policy, Clock clock) {
    return new BcTimeStampUnit(identity, policy, clock);
  }

  public static CmsVerifier cmsVerifier(AlgorithmPolicy policy) {
    return new BcCmsVerifier(policy);
  }

  /**
   * Encryption of stored bodies.
   *
   * @param name {@code AES-256-GCM} or {@code SM4-GCM}
   */
  public static BodyCipher bodyCipher(String name) {
    return GcmBodyCipher.of(name);
  }

  /** Writes AuthEnvelopedData. */
  public static PayloadEncryption payloadEncryption() {
    return new CmsPayloadEncryption();
  }

  /**
   * @param identity an encryption certificate with its key
   * @throws KanheException 2003 or 2007 for a certificate that is not for encryption
   */
  public static PayloadDecryption payloadDecryption(KeyIdentity identity) {
    return new CmsPayloadDecryption(identity);
  }

  /**
   * What is seen of encrypted content without a key.
   *
   * @throws KanheException 1001 MALFORMED, 1007 LIMIT_EXCEEDED, 2003 ALGORITHM_FORBIDDEN
   */
  public static EncryptedPayload encryptedPayload(byte[] envelope) {
    return CmsPayloadDecryption.inspect(envelope);
  }

  /** Writes envelopes as {@link SoapVerifier} asks for them. */
  public static SoapSigner soapSigner(KeyIdentity identity) {
    return soapSigner(identity, NationalXml.standard());
  }

  /**
   * @param xml how SM2 with SM3 is named
   */
  public static SoapSigner soapSigner(KeyIdentity identity, NationalXml xml) {
    return new SoapEnvelopeSigner(identity.certificate(), new RawSigner(identity), xml);
  }

  public static SoapVerifier soapVerifier(AlgorithmPolicy policy) {
    return soapVerifier(policy, XmlLimits.defaults());
  }

  public static SoapVerifier soapVerifier(AlgorithmPolicy policy, XmlLimits limits) {
    return new StrictSoapVerifier(policy, new RawSignatures(policy), limits);
  }

  /**
   * @param anchorsAndIntermediates self-signed ones are anchors
   * @throws IllegalArgumentException if none is self-signed
   */
  public static CertificateTrust certificateTrust(
      Collection<X509Certificate> anchorsAndIntermediates) {
    return new PkixCertificateTrust(anchorsAndIntermediates);
  }

  /** The same, asking {@code revocation} about every certificate of a path but the anchor. */
  public static CertificateTrust certificateTrust(
      Collection<X509Certificate> anchorsAndIntermediates, Revocation revocation) {
    return new PkixCertificateTrust(anchorsAndIntermediates, revocation);
  }

  /** Judges kept answers (RFC 6960 and RFC 5280, DER) without asking anybody. */
  public static Revocation archivedRevocation(List<byte[]> ocsp, List<byte[]> lists) {
    return new ArchivedRevocation(ocsp, lists);
  }

  /** Answers for an authority, for the sandbox and tests. */
  public static StatusAuthority statusAuthority(
      KeyIdentity authority, Duration validity, Clock clock) {
    return new BcStatusAuthority(authority, validity, clock);
  }

  /** Asks over the network; close it to end its threads. */
  public static OnlineRevocation revocation(
      RevocationPolicy policy, RevocationMemory memory, Clock clock) {
    return new OnlineRevocation(policy, memory, clock);
  }

  /**
   * @param name of the key: not empty, without plus and white space
   * @param pkcs8Pem Ed25519 or SM2 key as {@code openssl genpkey -algorithm ed25519} or {@code
   *     -algorithm SM2} writes it; notes are signed as the key is
   */
  public static NoteSigner noteSigner(String name, Path pkcs8Pem) {
    return BcNoteSigner.read(name, pkcs8Pem);
  }

  /**
   * @param vkeyLine {@code name+hash+base64}
   */
  public static NoteVerifier noteVerifier(String vkeyLine) {
    return new BcNoteVerifier(vkeyLine);
  }

  /** A new SM2 key for {@link #noteSigner}, in PKCS#8 PEM. */
  public static String newSm2NoteKey() {
    return BcNoteSigner.generateSm2Key();
  }

  /** A new Ed25519 key for {@link #noteSigner}, in PKCS#8 PEM. */
  public static String newNoteKey() {
    return BcNoteSigner.generateKey();
  }

  /**
   * @param base64File 32 random bytes or more in Base64: {@code kanhe.keys.subjects}
   */
  public static KeyedHash keyedHash(Path base64File) {
    try {
      return new HmacSm3(Base64.getMimeDecoder().decode(Files.readString(base64File)));
    } catch (IOException | IllegalArgumentException e) {
      throw new KanheException(
          ErrorCode.CONFIGURATION_INVALID,
          "the key of keyed hashes in "
              + base64File
              + " cannot be used (expected: "
              + HmacSm3.MINIMUM_KEY_BYTES
              + " random bytes or more in Base64)",
          e);
    }
  }

  /** A new key for {@link #keyedHash}, in Base64. */
  public static String newKeyedHashKey() {
    byte[] key = new byte[HmacSm3.MINIMUM_KEY_BYTES];
    new SecureRandom().nextBytes(key);
    return Base64.getEncoder().encodeToString(key);
  }

  /** Reads the one key of a PKCS#12 file; an anchor at the end of its chain is left out. */
  public static KeyIdentity loadKeyIdentity(Path p12, char[] password) {
    return KeyFiles.readIdentity(p12, password);
  }

  /**
   * Reads the one key of a PKCS#12 file whose password is in a file of its own.
   *
   * @param passwordFile {@code kanhe.keys.password-file}
   */
  public static KeyIdentity loadKeyIdentity(Path p12, Path passwordFile) {
    try {
      return loadKeyIdentity(p12, Files.readString(passwordFile).strip().toCharArray());
    } catch (IOException e) {
      throw new KanheException(
          ErrorCode.CONFIGURATION_INVALID,
          "kanhe.keys.password-file "
              + passwordFile
              + " cannot be read (expected: the password of the key stores)",
          e);
    }
  }

  /**
   * Reads a key that stays in its PKCS#11 token.
   *
   * @param slot number of the slot
   * @param label of the key and its certificate
   */
  public static KeyIdentity loadTokenIdentity(Path library, long slot, Path pinFile, String label) {
    return TokenKeys.read(new TokenStore(library, slot, pinFile), label);
  }

  /** Key and certificate with which the gateway opens and accepts TLS connections. */
  public static KeyIdentity tlsIdentity(KanheProperties properties) {
    KanheProperties.Keys keys = properties.keys();
    if (keys.token().holdsTls()) {
      return TokenKeys.read(TokenStore.of(properties), keys.token().tls());
    }
    return loadKeyIdentity(properties.resolve(keys.tls()), properties.resolve(keys.passwordFile()));
  }

  /** Shows {@code identity} to every TLS peer; its key may be one that stays in a token. */
  public static X509ExtendedKeyManager keyManager(KeyIdentity identity) {
    return new OneTlsKey(identity);
  }

  /** A PKCS#12 file with the key under the alias {@code key}. */
  public static byte[] keyStore(KeyIdentity identity, char[] password) {
    return KeyFiles.identity(identity, password);
  }

  /** All certificates of a PEM file, in their order. */
  public static List<X509Certificate> readCertificates(Path pem) {
    return KeyFiles.readCertificates(pem);
  }

  /** The certificates of all {@code *.pem} files of a folder, for {@link #certificateTrust}. */
  public static List<X509Certificate> readAnchors(Path folder) {
    return KeyFiles.readFolder(folder);
  }

  /**
   * The certificates of a trust folder under which time stamps are checked: those of the folder
   * itself and of its sub-folder {@code tsa}, where authorities stand that sign nothing else.
   */
  public static List<X509Certificate> readStampAnchors(Path folder) {
    List<X509Certificate> anchors = new ArrayList<>(readAnchors(folder));
    Path own = folder.resolve("tsa");
    if (Files.isDirectory(own)) {
      anchors.addAll(readAnchors(own));
    }
    return anchors;
  }

  /** Certificates in PEM, in the given order. */
  public static String pem(List<X509Certificate> certificates) {
    return KeyFiles.pem(certificates);
  }
}
