package io.kanhe.admin.bundle;

import io.kanhe.catalogue.Catalogue;
import io.kanhe.catalogue.CodeLists;
import io.kanhe.catalogue.PublishedCatalogue;
import io.kanhe.participant.Agreements;
import io.kanhe.participant.ConfiguredPartners;
import io.kanhe.participant.ParticipantRegistry;
import io.kanhe.platform.KanheProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class BundleConfiguration {

  @Bean
  ServiceBundles serviceBundles(
      KanheProperties properties,
      CodeLists lists,
      Catalogue catalogue,
      ParticipantRegistry registry,
      Agreements agreements) {
    return new ServiceBundles(
        PublishedCatalogue.of(
            properties.resolve(properties.config()).resolve("catalogue"), lists, catalogue),
        new ConfiguredPartners(registry, agreements),
        BundleAddresses.of(properties, registry.gateway().uscc().toString()));
  }
}
