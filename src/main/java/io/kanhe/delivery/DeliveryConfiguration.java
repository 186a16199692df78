package io.kanhe.delivery;

import io.kanhe.body.Bodies;
import io.kanhe.catalogue.Catalogue;
import io.kanhe.intake.AcceptedMessages;
import io.kanhe.intake.AcknowledgementSink;
import io.kanhe.intake.Intake;
import io.kanhe.ledger.Ledger;
import io.kanhe.participant.Agreements;
import io.kanhe.participant.ParticipantRegistry;
import io.kanhe.platform.KanheProperties;
import io.kanhe.platform.KanheProperties.DeliverySettings;
import io.kanhe.platform.database.Database;
import io.kanhe.trust.CmsSigner;
import io.kanhe.trust.SoapSigner;
import io.kanhe.trust.SoapVersion;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.function.SingletonSupplier;

@Configuration(proxyBeanMethods = false)
class DeliveryConfiguration {

  @Bean
  JdbcOutbox deliveries(Database database, Bodies bodies) {
    return new JdbcOutbox(database, bodies);
  }

  @Bean
  AcknowledgementSink acknowledgementSink(Clock clock) {
    return new DeliveryAcknowledgements(clock);
  }

  @Bean
  JdbcQueries queries(Database database, Catalogue catalogue) {
    return new JdbcQueries(database, catalogue);
  }

  @Bean
  QueryDesk queryDesk(
      JdbcQueries queries,
      JdbcOutbox outbox,
      Ledger ledger,
      KanheProperties properties,
      Clock clock) {
    return new QueryDesk(queries, outbox, ledger, properties.delivery().askersPerService(), clock);
  }

  @Bean
  UnansweredQueries unansweredQueries(
      Database database,
      JdbcQueries queries,
      Bodies bodies,
      ParticipantRegistry registry,
      CmsSigner cms,
      SoapSigner soap,
      KanheProperties properties) {
    return new UnansweredQueries(
        database, queries, bodies, registry, seals(cms, soap), properties.delivery().deadline());
  }

  /**
   * Doors and intake are asked for at the first hand-over: the intake itself needs the sink above.
   */
  @Bean
  Dispatcher dispatcher(
      JdbcOutbox outbox,
      Ledger ledger,
      ParticipantRegistry registry,
      ObjectProvider<DeliveryDoor> doors,
      ObjectProvider<Intake> intake,
      KanheProperties properties,
      Clock clock,
      MeterRegistry meters,
      QueryDesk queries,
      UnansweredQueries unanswered,
      Renewals renewals) {
    DeliverySettings settings = properties.delivery();
    return new Dispatcher(
        outbox,
        ledger,
        SingletonSupplier.of(
            () -> new Attempts(registry, doors.orderedStream().toList(), renewals)),
        SingletonSupplier.of(intake::getObject),
        settings,
        new Backoff(settings.firstRetry(), settings.maxRetry(), new SecureRandom()),
        clock,
        new DeliveryMetrics(meters),
        queries,
        unanswered);
  }

  @Bean
  Renewals renewals(CmsSigner cms, SoapSigner soap, Bodies bodies, Clock clock) {
    return new Renewals(seals(cms, soap), bodies, clock);
  }

  @Bean
  QueryAnswers queryAnswers(
      JdbcQueries queries, QueryDesk desk, AcceptedMessages messages, SoapSigner soap) {
    return new QueryAnswers(queries, desk, messages::raw, soap);
  }

  @Bean
  Consignor consignor(
      ParticipantRegistry registry,
      Catalogue catalogue,
      Agreements agreements,
      CmsSigner cms,
      SoapSigner soap,
      Ledger ledger,
      Dispatcher dispatcher,
      QueryAnswers queries,
      Bodies bodies,
      ObjectProvider<OutgoingView> views,
      KanheProperties properties,
      Clock clock) {
    return new LedgerConsignor(
        registry,
        new DeliveryPermission(registry, catalogue, agreements),
        seals(cms, soap),
        ledger,
        dispatcher::wake,
        queries,
        bodies,
        (message, consignment, recipient) -> views.getObject().of(message, consignment, recipient),
        properties.delivery().deadline(),
        clock);
  }

  private static List<OutgoingSeal> seals(CmsSigner cms, SoapSigner soap) {
    return List.of(new MqSeal(cms), new SoapSeal(soap, SoapVersion.V1_2));
  }
}
