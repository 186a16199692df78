package io.kanhe.fuzz;

import io.kanhe.catalogue.CatalogueFuzz;
import io.kanhe.intake.feed.FeedFuzz;
import io.kanhe.ledger.EvidenceFuzz;
import io.kanhe.ledger.LedgerFuzz;
import io.kanhe.message.MessageFuzz;
import io.kanhe.platform.yaml.YamlFuzz;
import io.kanhe.routing.RoutingFuzz;
import io.kanhe.service.weather.WeatherFuzz;
import io.kanhe.trust.TrustFuzz;
import java.util.ArrayList;
import java.util.List;

/** All of them. */
final class FuzzTargets {

  /** Makes the targets of one package, with their samples. */
  private interface Source {
    List<FuzzTarget> make() throws Exception;
  }

  private static final List<Source> SOURCES =
      List.of(
          MessageFuzz::targets,
          TrustFuzz::targets,
          LedgerFuzz::targets,
          EvidenceFuzz::targets,
          CatalogueFuzz::targets,
          YamlFuzz::targets,
          RoutingFuzz::targets,
          FeedFuzz::targets,
          WeatherFuzz::targets);

  private FuzzTargets() {}

  static List<FuzzTarget> all() throws Exception {
    List<FuzzTarget> targets = new ArrayList<>();
    for (Source each : SOURCES) {
      targets.addAll(each.make());
    }
    return targets;
  }

  /** Without the samples of sources behind its own, which take long under a fuzzer. */
  static FuzzTarget named(String name) throws Exception {
    for (Source each : SOURCES) {
      for (FuzzTarget target : each.make()) {
        if (target.name().equals(name)) {
          return target;
        }
      }
    }
    throw new IllegalArgumentException("no target " + name);
  }
}
