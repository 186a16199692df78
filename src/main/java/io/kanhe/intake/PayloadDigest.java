package io.kanhe.intake;

import io.kanhe.message.Digest;
import io.kanhe.message.DigestAlgorithm;
import io.kanhe.message.Header;
import io.kanhe.message.Payload;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;

/**
 * The content must be what the header says of it: SOAP over the canonical payload, MQ over the
 * exact bytes, feeds by the digest and size that the door computed while it received.
 */
final class PayloadDigest implements Stage {

  @Override
  public void check(Dossier dossier) {
    Header header = dossier.header();
    Digest declared = header.payloadDigest();
    if (dossier.submission() instanceof Submission.Feed feed) {
      checkFeed(feed, header, declared);
    } else if (dossier.payload() instanceof Payload.Inline inline
        && !declared.matches(inline.bytes())) {
      throw mismatch(
          "payloadDigest is not the digest of the payload (expected: "
              + declared.algorithm().label()
              + " over the payload as docs/protocol.md says for this door)");
    }
  }

  private static void checkFeed(Submission.Feed feed, Header header, Digest declared) {
    if (declared.algorithm() != DigestAlgorithm.SHA_256) {
      throw new KanheException(
          ErrorCode.HEADER_INVALID,
          "payloadDigest by " + declared.algorithm().label() + " (expected for feeds: SHA-256)");
    }
    Long size = header.payloadSizeBytes();
    if (size == null) {
      throw new KanheException(
          ErrorCode.HEADER_INVALID, "payloadSizeBytes is missing (expected for feeds)");
    }
    if (size != feed.sizeBytes()) {
      throw mismatch(
          feed.sizeBytes() + " bytes received (expected by payloadSizeBytes: " + size + ")");
    }
    if (!declared.equals(feed.digest())) {
      throw mismatch("payloadDigest is not the digest of the file received");
    }
  }

  private static KanheException mismatch(String message) {
    return new KanheException(ErrorCode.CONTENT_MISMATCH, message);
  }
}
