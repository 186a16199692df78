package io.kanhe.catalogue;

import io.kanhe.participant.Agreement;
import io.kanhe.participant.Agreements;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.platform.KanheProperties;
import io.kanhe.platform.yaml.YamlNode;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes the catalogue from {@code config/catalogue/} and holds the agreements against it. */
@Configuration(proxyBeanMethods = false)
class CatalogueConfiguration {

  @Bean
  CodeLists codeLists(KanheProperties properties) {
    return CodeLists.read(
        YamlNode.read(folder(properties).resolve(YamlCatalogue.CODE_LISTS), home(properties)));
  }

  @Bean
  Identifiers identifiers(KanheProperties properties) {
    return Identifiers.read(folder(properties), home(properties));
  }

  @Bean
  Regions regions(Identifiers identifiers) {
    return identifiers.regions();
  }

  @Bean
  OrganisationAliases organisationAliases(KanheProperties properties) {
    return OrganisationAliases.read(folder(properties), home(properties));
  }

  @Bean
  Catalogue catalogue(
      KanheProperties properties,
      CodeLists codeLists,
      Identifiers identifiers,
      Agreements agreements) {
    Catalogue catalogue =
        YamlCatalogue.read(folder(properties), home(properties), codeLists, identifiers);
    checkAgreements(agreements, catalogue);
    return catalogue;
  }

  /**
   * An agreement on a service that does not exist, or for a purpose that the service never has, is
   * a mistake.
   */
  static void checkAgreements(Agreements agreements, Catalogue catalogue) {
    for (Agreement agreement : agreements.all()) {
      List<Service> services =
          catalogue.all().stream().filter(each -> each.id().equals(agreement.serviceId())).toList();
      if (services.isEmpty()) {
        throw invalid(agreement, "service '" + agreement.serviceId() + "'", "one of catalogue/");
      }
      Set<String> purposes = new HashSet<>(agreement.purposes());
      services.forEach(each -> purposes.removeAll(each.purposes()));
      if (!purposes.isEmpty()) {
        throw invalid(
            agreement, "purposes " + new TreeSet<>(purposes), "purposes that the service allows");
      }
      Set<String> bases = new HashSet<>(agreement.legalBases());
      bases.removeIf(each -> services.stream().anyMatch(known -> known.terms().allowsBasis(each)));
      if (!bases.isEmpty()) {
        throw invalid(agreement, "legalBases " + new TreeSet<>(bases), "bases of the service");
      }
    }
  }

  private static KanheException invalid(Agreement agreement, String found, String expected) {
    return new KanheException(
        ErrorCode.CONFIGURATION_INVALID,
        "agreements.yaml, agreement "
            + agreement.id()
            + ": found "
            + found
            + ", expected "
            + expected);
  }

  private static Path folder(KanheProperties properties) {
    return properties.resolve(properties.config()).resolve("catalogue");
  }

  private static Path home(KanheProperties properties) {
    return properties.resolve(Path.of(""));
  }
}
