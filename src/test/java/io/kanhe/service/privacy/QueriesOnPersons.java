package io.kanhe.service.privacy;

import io.kanhe.catalogue.Catalogue;
import io.kanhe.catalogue.Service;
import io.kanhe.catalogue.Service.ConsentRule;
import io.kanhe.message.Direction;
import io.kanhe.message.Header;
import io.kanhe.message.Payload;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Two services that ask about a person. */
final class QueriesOnPersons implements Catalogue {

  static final String BY_BASIS = "ps.burglary.case";
  static final String ALWAYS = "ps.residence.verify";
  static final int QUOTA = 3;

  @Override
  public Optional<Service> find(String serviceId, String version) {
    return all().stream().filter(each -> each.id().equals(serviceId)).findFirst();
  }

  @Override
  public List<Service> all() {
    return List.of(service(BY_BASIS, ConsentRule.BY_BASIS), service(ALWAYS, ConsentRule.ALWAYS));
  }

  private static Service service(String id, ConsentRule consent) {
    Service.Operation verify =
        new Service.Operation(
            "verify",
            Set.of(Direction.REQUEST, Direction.RESPONSE),
            Service.Mode.S,
            Duration.ofSeconds(3),
            new Service.Privacy(consent, "Query/reporter/idNo", QUOTA),
            10_000,
            List.of());
    return new Service(id, "1.0", id, id, 3, Set.of("P01"), List.of(verify));
  }

  @Override
  public Optional<Service.Operation> operation(Header header) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Checked check(Header header, Payload payload) {
    throw new UnsupportedOperationException();
  }
}
