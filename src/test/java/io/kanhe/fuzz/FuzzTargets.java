package io.kanhe.fuzz;

import io.kanhe.catalogue.CatalogueFuzz;
import io.kanhe.intake.feed.FeedFuzz;
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

  private FuzzTargets() {}

  static List<FuzzTarget> all() throws Exception {
    List<FuzzTarget> targets = new ArrayList<>();
    targets.addAll(MessageFuzz.targets());
    targets.addAll(TrustFuzz.targets());
    targets.addAll(LedgerFuzz.targets());
    targets.addAll(CatalogueFuzz.targets());
    targets.addAll(YamlFuzz.targets());
    targets.addAll(RoutingFuzz.targets());
    targets.addAll(FeedFuzz.targets());
    targets.addAll(WeatherFuzz.targets());
    return targets;
  }

  static FuzzTarget named(String name) throws Exception {
    return all().stream().filter(target -> target.name().equals(name)).findFirst().orElseThrow();
  }
}
