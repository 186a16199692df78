package io.kanhe.delivery;

import io.kanhe.catalogue.Catalogue;
import io.kanhe.catalogue.Service;
import io.kanhe.message.Direction;
import io.kanhe.message.Header;
import io.kanhe.message.Payload;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One service with one query, to be answered within three seconds. */
final class QueryCatalogue implements Catalogue {

  static final String SERVICE = "ps.vehicle.stolen";
  static final Duration DEADLINE = Duration.ofSeconds(3);

  @Override
  public Optional<Service> find(String serviceId, String version) {
    return all().stream().filter(each -> each.id().equals(serviceId)).findFirst();
  }

  @Override
  public List<Service> all() {
    Service.Operation check =
        new Service.Operation(
            "check",
            Set.of(Direction.REQUEST, Direction.RESPONSE),
            Service.Mode.S,
            DEADLINE,
            Service.Privacy.NONE,
            10_000,
            List.of());
    return List.of(new Service(SERVICE, "1.0", SERVICE, SERVICE, 3, Set.of("P01"), List.of(check)));
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
