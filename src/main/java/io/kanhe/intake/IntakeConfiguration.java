package io.kanhe.intake;

import io.kanhe.body.Bodies;
import io.kanhe.catalogue.Catalogue;
import io.kanhe.ledger.Ledger;
import io.kanhe.ledger.Receipt;
import io.kanhe.ledger.ReceiptCodec;
import io.kanhe.ledger.Stamps;
import io.kanhe.message.Envelope;
import io.kanhe.message.EnvelopeCodec;
import io.kanhe.message.Header;
import io.kanhe.message.HeaderCodec;
import io.kanhe.message.xml.XmlLimits;
import io.kanhe.participant.Agreements;
import io.kanhe.participant.ParticipantRegistry;
import io.kanhe.platform.DataDisk;
import io.kanhe.platform.KanheProperties;
import io.kanhe.platform.KanheProperties.IntakeSettings;
import io.kanhe.platform.database.Database;
import io.kanhe.trust.AlgorithmPolicy;
import io.kanhe.trust.CertificateTrust;
import io.kanhe.trust.CmsSigner;
import io.kanhe.trust.CmsVerifier;
import io.kanhe.trust.SoapVerifier;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.function.SingletonSupplier;

/** The order of the pipeline and its beans. */
@Configuration(proxyBeanMethods = false)
class IntakeConfiguration {

  @Bean
  ReceiptFormat receiptFormat() {
    return new CodecReceipts();
  }

  @Bean
  Opening opening(SoapVerifier soap, CmsVerifier cms, KanheProperties properties) {
    IntakeSettings settings = properties.intake();
    XmlLimits limits =
        XmlLimits.defaults()
            .withMaxBytes((int) properties.broker().maxMessage().toBytes())
            .withShape(settings.xmlDepth(), settings.xmlAttributes(), settings.xmlElements());
    return new Opening(soap, cms, new CodecEnvelopes(limits));
  }

  @Bean
  MessageStore messageStore(Database database) {
    return new MessageStore(database);
  }

  @Bean
  RevocationAnswers revocationAnswers(MessageStore store) {
    return store.revocationAnswers();
  }

  @Bean
  JdbcAcceptedMessages acceptedMessages(
      Database database, Opening opening, Bodies bodies, KanheProperties properties) {
    Path feeds = properties.dataFolder().resolve("feeds");
    return new JdbcAcceptedMessages(database, opening, bodies, feeds);
  }

  @Bean
  MessageSearch messageSearch(Database database, ReceiptFormat receipts) {
    return new JdbcMessageSearch(database, receipts);
  }

  @Bean
  Quota quota(MessageStore store) {
    return new Quota(store);
  }

  @Bean
  MessageRecording.Recording recording(
      MessageStore store,
      ReceiptFormat receipts,
      JdbcAcceptedMessages accepted,
      ObjectProvider<AcknowledgementSink> acknowledgements,
      Bodies bodies,
      KanheProperties properties) {
    return new MessageRecording.Recording(
        store,
        new SenderSequences(store),
        receipts,
        accepted,
        acknowledgements::getIfAvailable,
        bodies,
        ConfigurationVersion.of(properties.resolve(properties.config())));
  }

  @Bean
  ParticipantPolicies participantPolicies(ParticipantRegistry registry, AlgorithmPolicy gateway) {
    return new ParticipantPolicies(registry, gateway);
  }

  @Bean
  PipelineIntake intake(
      Opening opening,
      CertificateTrust trust,
      ParticipantRegistry registry,
      ParticipantPolicies policies,
      MessageStore store,
      KanheProperties properties,
      Catalogue catalogue,
      Agreements agreements,
      Quota quota,
      Ledger ledger,
      MessageRecording.Recording recording,
      ObjectProvider<DomainState> states,
      ObjectProvider<AnswerDesk> answers,
      Stamps stamps,
      DataDisk disk,
      MeterRegistry meters) {
    Duration clockSkew = properties.intake().clockSkew();
    List<Stage> stages = new ArrayList<>();
    stages.addAll(
        stages(
            opening,
            trust,
            registry,
            policies,
            store,
            clockSkew,
            catalogue,
            agreements,
            quota,
            SingletonSupplier.of(() -> states.orderedStream().toList())));
    // Last, so that whoever repeats a recorded message still gets its receipt.
    stages.add(dossier -> stamps.requireInTime());
    stages.add(dossier -> requireReserve(dossier, disk));
    return new PipelineIntake(
        stages, quota, ledger, recording, new IntakeMetrics(meters), answers::getIfAvailable);
  }

  /** Acknowledgements are taken to the end: each spares the disk a repetition. */
  private static void requireReserve(Dossier dossier, DataDisk disk) {
    if (!dossier.isAcknowledgement()) {
      disk.requireReserve();
    }
  }

  @Bean
  OwnMessages ownMessages(
      PipelineIntake intake, ParticipantRegistry registry, CmsSigner signer, Clock clock) {
    return new OwnMessages(intake, registry, signer, clock);
  }

  /**
   * Identity first: nothing is said of agreements, services or rules to somebody who has not proved
   * who asks.
   */
  static List<Stage> stages(
      Opening opening,
      CertificateTrust trust,
      ParticipantRegistry registry,
      ParticipantPolicies policies,
      MessageStore store,
      Duration clockSkew,
      Catalogue catalogue,
      Agreements agreements,
      Quota quota,
      Supplier<List<DomainState>> states) {
    return List.of(
        opening,
        new PayloadDigest(),
        new SignerCertificate(trust, registry),
        new SenderIdentity(registry, policies),
        new TransportPeer(store),
        new Freshness(clockSkew),
        new Addressing(registry),
        new Permission(catalogue, agreements),
        quota,
        new ContractCheck(catalogue),
        new EncryptedContent(policies),
        new DomainStates(states));
  }

  private record CodecEnvelopes(XmlLimits limits) implements EnvelopeReader {

    @Override
    public Header header(byte[] xml) {
      return HeaderCodec.read(xml);
    }

    @Override
    public Envelope envelope(byte[] xml) {
      return EnvelopeCodec.read(xml, limits);
    }
  }

  private record CodecReceipts() implements ReceiptFormat {

    @Override
    public byte[] write(Receipt receipt) {
      return ReceiptCodec.write(receipt);
    }

    @Override
    public Receipt read(byte[] xml) {
      return ReceiptCodec.read(xml);
    }
  }
}
