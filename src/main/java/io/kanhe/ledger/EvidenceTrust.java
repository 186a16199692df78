package io.kanhe.ledger;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.trust.AlgorithmPolicy;
import io.kanhe.trust.CertificateTrust;
import io.kanhe.trust.NoteVerifier;
import io.kanhe.trust.TimeStamping;
import io.kanhe.trust.Trust;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.HashSet;
import java.util.Set;

/**
 * What somebody who checks evidence trusts before opening a file: obtained from the gateway's
 * operator and the authorities on another way than the file.
 *
 * @param log public key of the ledger
 * @param signers anchors of those who sign messages and files
 * @param stamps anchors of the time stamp authorities
 * @param gateway certificates with which the gateway signs files; empty if they are not known
 */
public record EvidenceTrust(
    NoteVerifier log, CertificateTrust signers, TimeStamping stamps, Set<X509Certificate> gateway) {

  /** Public key of the ledger in a trust folder: one C2SP vkey line. */
  public static final String LOG_KEY_FILE = "log.vkey";

  private static final String GATEWAY = "gateway";

  public EvidenceTrust {
    gateway = Set.copyOf(gateway);
  }

  /**
   * @param folder holds {@code *.pem} with root and issuing certificates and {@link #LOG_KEY_FILE};
   *     may hold {@code tsa/*.pem} with authorities for time stamps alone, and {@code
   *     gateway/*.pem} with the certificates of the gateway
   * @throws KanheException 5006 CONFIGURATION_INVALID if the folder does not hold them
   */
  public static EvidenceTrust read(Path folder) {
    try {
      String key = Files.readString(folder.resolve(LOG_KEY_FILE), StandardCharsets.UTF_8);
      Path gateway = folder.resolve(GATEWAY);
      return new EvidenceTrust(
          Trust.noteVerifier(key.strip()),
          Trust.certificateTrust(Trust.readAnchors(folder)),
          Trust.timeStamping(Trust.readStampAnchors(folder), AlgorithmPolicy.strict()),
          Files.isDirectory(gateway) ? new HashSet<>(Trust.readAnchors(gateway)) : Set.of());
    } catch (IOException | IllegalArgumentException e) {
      throw new KanheException(
          ErrorCode.CONFIGURATION_INVALID,
          "the trust folder is not complete (expected: root and issuing certificates as *.pem, and "
              + LOG_KEY_FILE
              + ")",
          e);
    }
  }
}
