package io.kanhe.ledger;

import io.kanhe.platform.Door;
import io.kanhe.trust.RevocationAnswer;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is known about one accepted message, collected by the caller for {@link EvidenceExport}.
 *
 * @param message the message as its sender signed it; for a feed the signed header; {@code null}
 *     once it was erased, with its ERASED entry among the later ones
 * @param receipt what its sender was given
 * @param entries indexes of the later entries about it: routed, handed over, acknowledged, expired
 * @param acknowledgements what its recipients signed
 */
public record EvidenceCase(
    @Nullable SignedBytes message,
    Receipt receipt,
    List<Long> entries,
    List<Acknowledgement> acknowledgements) {

  public EvidenceCase {
    entries = List.copyOf(entries);
    acknowledgements = List.copyOf(acknowledgements);
  }

  /**
   * @param door tells how {@code raw} is signed
   * @param raw the bytes as they came in
   * @param signerPath certificate of the signer first, anchor last
   * @param revocation what authorities said of that path when the bytes were accepted
   */
  public record SignedBytes(
      Door door, byte[] raw, List<X509Certificate> signerPath, List<RevocationAnswer> revocation) {

    public SignedBytes {
      signerPath = List.copyOf(signerPath);
      revocation = List.copyOf(revocation);
    }

    /** Accepted without asking about revocation. */
    public SignedBytes(Door door, byte[] raw, List<X509Certificate> signerPath) {
      this(door, raw, signerPath, List.of());
    }

    @Override
    public String toString() {
      return "SignedBytes[" + door + ", " + raw.length + " bytes]";
    }
  }

  /**
   * @param entry index of its ACKNOWLEDGED or DECLINED entry, also one of {@link #entries}
   */
  public record Acknowledgement(long entry, SignedBytes message) {}
}
