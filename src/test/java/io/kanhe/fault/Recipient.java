package io.kanhe.fault;

import io.kanhe.ledger.EntryType;
import io.kanhe.ledger.ReceiptCodec;
import io.kanhe.message.Digest;
import io.kanhe.message.Envelope;
import io.kanhe.message.EnvelopeCodec;
import io.kanhe.message.Header;
import io.kanhe.message.Payload;
import io.kanhe.message.xml.XmlLimits;
import io.kanhe.trust.AlgorithmPolicy;
import io.kanhe.trust.CmsVerifier;
import io.kanhe.trust.Trust;
import io.kanhe.trust.VerifiedContent;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.security.cert.X509Certificate;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A partner that writes down every delivery before it acknowledges it, signed. */
final class Recipient implements AutoCloseable {

  private final FaultPartner partner;
  private final X509Certificate gateway;
  private final History history;
  private final CmsVerifier verifier = Trust.cmsVerifier(AlgorithmPolicy.strict());
  private final Set<String> originals = ConcurrentHashMap.newKeySet();
  private final AtomicInteger marked = new AtomicInteger();
  private final AtomicInteger refusedAcknowledgements = new AtomicInteger();
  private final QueueReader deliveries;
  private final QueueReader receipts;

  Recipient(FaultPartner partner, int corePort, X509Certificate gateway, History history) {
    this.partner = partner;
    this.gateway = gateway;
    this.history = history;
    this.deliveries = new QueueReader(partner, corePort, "kanhe.out.", this::take);
    this.receipts =
        new QueueReader(
            partner, corePort, "kanhe.receipt.", (session, body, again) -> countReceipt(body));
  }

  private void take(Session session, byte[] body, boolean isMarked) throws JMSException {
    VerifiedContent verified = verifier.verify(body);
    if (!verified.signer().certificate().equals(gateway)) {
      throw new IllegalStateException("a delivery signed by another than the gateway");
    }
    Envelope envelope = EnvelopeCodec.read(verified.content(), XmlLimits.defaults());
    Header header = envelope.header();
    var origin = Objects.requireNonNull(header.origin(), "origin");
    byte[] payload = ((Payload.Inline) envelope.payload()).bytes();
    history.add(
        new Delivered(
                partner.id(),
                header.messageId().toString(),
                header.operation(),
                origin.messageId().toString(),
                origin.rawDigest().hex(),
                isMarked,
                Digest.sha256(body).hex(),
                Digest.sha256(payload).hex())
            .line());
    if (header.operation().equals("publish")) {
      originals.add(origin.messageId().toString());
    }
    if (isMarked) {
      marked.incrementAndGet();
    }
    BytesMessage acknowledgement = session.createBytesMessage();
    acknowledgement.writeBytes(partner.acknowledgement(header, body));
    try (var producer = session.createProducer(session.createQueue("kanhe.in." + partner.id()))) {
      producer.send(acknowledgement);
    }
  }

  private void countReceipt(byte[] body) {
    if (ReceiptCodec.read(body).outcome() == EntryType.REFUSED) {
      refusedAcknowledgements.incrementAndGet();
    }
  }

  /** Different accepted messages that arrived here. */
  int originals() {
    return originals.size();
  }

  int marked() {
    return marked.get();
  }

  int refusedAcknowledgements() {
    return refusedAcknowledgements.get();
  }

  @Override
  public void close() throws InterruptedException {
    deliveries.close();
    receipts.close();
  }
}
