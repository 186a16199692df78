package io.kanhe.sandbox;

import io.kanhe.message.Direction;
import io.kanhe.message.Envelope;
import io.kanhe.message.EnvelopeCodec;
import io.kanhe.message.Header;
import io.kanhe.message.Payload;
import io.kanhe.message.xml.XmlLimits;
import io.kanhe.trust.AlgorithmPolicy;
import io.kanhe.trust.CmsVerifier;
import io.kanhe.trust.Trust;
import io.kanhe.trust.VerifiedContent;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.security.cert.X509Certificate;

/**
 * A partner that takes deliveries from its queue, checks the gateway's signature and acknowledges
 * each, or answers it, signed.
 */
final class QueueRecipient {

  private final PartnerClient client;
  private final PartnerMessages messages;
  private final PartnerQueues queues;
  private final X509Certificate gatewayCertificate;
  private final Arrivals arrivals;
  private final Responder responder;
  private final CmsVerifier verifier = Trust.cmsVerifier(AlgorithmPolicy.strict());

  QueueRecipient(
      PartnerClient client,
      PartnerMessages messages,
      PartnerQueues queues,
      X509Certificate gatewayCertificate,
      Arrivals arrivals,
      Responder responder) {
    this.client = client;
    this.messages = messages;
    this.queues = queues;
    this.gatewayCertificate = gatewayCertificate;
    this.arrivals = arrivals;
    this.responder = responder;
  }

  /**
   * @return closed, the partner takes nothing any more
   */
  Session start() throws JMSException {
    return queues.onDelivery(this::take);
  }

  void take(byte[] body, boolean marked) {
    VerifiedContent verified = verifier.verify(body);
    if (!verified.signer().certificate().equals(gatewayCertificate)) {
      throw new IllegalStateException("delivery signed by another than the gateway");
    }
    Envelope envelope = EnvelopeCodec.read(verified.content(), XmlLimits.defaults());
    byte[] payload = ((Payload.Inline) envelope.payload()).bytes();
    byte[] answer =
        envelope.header().direction() == Direction.REQUEST
            ? responder.answer(client.keys().id(), envelope.header(), payload)
            : null;
    try {
      queues.send(
          answer == null ? acknowledgement(envelope.header(), body) : signed(envelope, answer));
    } catch (JMSException e) {
      throw new IllegalStateException("acknowledgement or answer could not be sent", e);
    }
    arrivals.add(new ReceivedMessage(client.keys().id(), envelope.header(), payload, body, marked));
  }

  private byte[] acknowledgement(Header delivered, byte[] body) {
    return client.signedForQueue(
        messages.acknowledgement(delivered), PartnerMessages.acknowledgementPayload(body));
  }

  /** The answer to a query acknowledges it, too. */
  private byte[] signed(Envelope query, byte[] answer) {
    return client.signedForQueue(messages.answer(query.header()), answer);
  }
}
