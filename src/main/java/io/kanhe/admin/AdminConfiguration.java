package io.kanhe.admin;

import io.kanhe.delivery.Deliveries;
import io.kanhe.intake.AcceptedMessages;
import io.kanhe.intake.MessageSearch;
import io.kanhe.intake.RevocationAnswers;
import io.kanhe.ledger.EvidenceExport;
import io.kanhe.ledger.Ledger;
import io.kanhe.ledger.SignatureCheck;
import io.kanhe.ledger.Stamps;
import io.kanhe.retention.Erasures;
import io.kanhe.retention.ReadLog;
import io.kanhe.trust.CertificateTrust;
import io.kanhe.trust.CmsVerifier;
import io.kanhe.trust.ContainerSigner;
import io.kanhe.trust.Revocation;
import io.kanhe.trust.SoapVerifier;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AdminConfiguration {

  @Bean
  Journeys journeys(MessageSearch search, Deliveries deliveries, Ledger ledger) {
    return new Journeys(search, deliveries, ledger);
  }

  @Bean
  RevocationDesk revocationDesk(Revocation revocation, Ledger ledger, Clock clock) {
    return new RevocationDesk(revocation, ledger, clock);
  }

  @Bean
  EvidenceDesk evidenceDesk(
      MessageSearch search,
      AcceptedMessages messages,
      Ledger ledger,
      CmsVerifier cms,
      SoapVerifier soap,
      CertificateTrust trust,
      ContainerSigner signer,
      Stamps stamps,
      Erasures erasures,
      ReadLog reads,
      RevocationAnswers answers) {
    return new EvidenceDesk(
        search,
        messages,
        new EvidenceExport(ledger, signer, stamps),
        SignatureCheck.of(cms, soap),
        trust,
        erasures,
        reads,
        ledger,
        answers);
  }
}
