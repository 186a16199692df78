package io.kanhe.routing;

import io.kanhe.catalogue.Catalogue;
import io.kanhe.delivery.Askers;
import io.kanhe.delivery.Consignor;
import io.kanhe.intake.AcceptedMessages;
import io.kanhe.participant.ParticipantRegistry;
import io.kanhe.platform.KanheProperties;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class RoutingConfiguration {

  private static final Duration SCAN = Duration.ofSeconds(30);
  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);

  @Bean
  Vocabulary routingVocabulary(
      Catalogue catalogue,
      ParticipantRegistry registry,
      Askers askers,
      ObjectProvider<PayloadTransform> transforms,
      ObjectProvider<RecipientPayload> answers,
      ObjectProvider<StateKeeper> keepers) {
    return new Vocabulary(
        catalogue,
        registry,
        askers,
        transforms.orderedStream().toList(),
        answers.orderedStream().toList(),
        keepers.orderedStream().toList());
  }

  @Bean
  RouteTable routeTable() {
    return new RouteTable();
  }

  @Bean
  RouteFiles routeFiles(Vocabulary vocabulary) {
    return new RouteFiles(vocabulary);
  }

  @Bean
  RoutingWork routingWork(
      AcceptedMessages messages,
      Consignor consignor,
      ParticipantRegistry registry,
      RouteTable table,
      Clock clock,
      KanheProperties properties) {
    return new RoutingWork(
        messages,
        consignor,
        registry,
        table,
        clock,
        new RoutingWork.Pace(properties.routing().workers(), SCAN, FIRST_RETRY));
  }

  @Bean
  RoutingEngine routingEngine(
      KanheProperties properties,
      Vocabulary vocabulary,
      RouteFiles files,
      RouteTable table,
      RoutingWork work) {
    return new RoutingEngine(
        properties.resolve(properties.routes()), vocabulary, files, table, work);
  }
}
