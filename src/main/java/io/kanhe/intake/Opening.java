package io.kanhe.intake;

import io.kanhe.message.Envelope;
import io.kanhe.message.Payload;
import io.kanhe.trust.CmsVerifier;
import io.kanhe.trust.SoapVerifier;
import io.kanhe.trust.VerifiedContent;
import io.kanhe.trust.VerifiedSoap;

/**
 * First stage: limits, parse and signature, per door. From here on nothing is read but what the
 * signature covered, so that no wrapped or appended second copy can be taken for the signed one.
 */
final class Opening implements Stage {

  private static final long ROWS_UNKNOWN = -1;

  private final SoapVerifier soap;
  private final CmsVerifier cms;
  private final EnvelopeReader reader;

  Opening(SoapVerifier soap, CmsVerifier cms, EnvelopeReader reader) {
    this.soap = soap;
    this.cms = cms;
    this.reader = reader;
  }

  @Override
  public void check(Dossier dossier) {
    Submission submission = dossier.submission();
    if (submission instanceof Submission.Soap request) {
      dossier.opened(soap(request.raw()));
    } else if (submission instanceof Submission.Mq message) {
      dossier.opened(mq(message.raw()));
    } else if (submission instanceof Submission.Feed feed) {
      dossier.opened(feed(feed.signedHeader(), feed.content(), feed.sizeBytes()));
    }
  }

  Opened soap(byte[] raw) {
    VerifiedSoap verified = soap.verify(raw);
    return new Opened(
        reader.header(verified.header()),
        new Payload.Inline(verified.payload()),
        verified.signer(),
        verified);
  }

  Opened mq(byte[] raw) {
    VerifiedContent verified = cms.verify(raw);
    Envelope envelope = reader.envelope(verified.content());
    return new Opened(envelope.header(), envelope.payload(), verified.signer(), null);
  }

  Opened feed(byte[] signedHeader, Payload.Content content, long sizeBytes) {
    VerifiedContent verified = cms.verify(signedHeader);
    return new Opened(
        reader.header(verified.content()),
        new Payload.Stored(content, sizeBytes, ROWS_UNKNOWN),
        verified.signer(),
        null);
  }
}
