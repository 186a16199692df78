package io.kanhe.routing;

import io.kanhe.intake.AcceptedMessage;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** The running routes that begin with {@code kanhe:accepted}. Thread-safe. */
final class RouteTable {

  private final List<AcceptedConsumer> running = new CopyOnWriteArrayList<>();

  private volatile Map<String, String> versions = Map.of();

  void versions(List<RouteSummary> routes) {
    versions =
        routes.stream()
            .collect(Collectors.toUnmodifiableMap(RouteSummary::id, RouteSummary::version));
  }

  /** {@code ew-alert@0123456789ab}: which route, and which wording of it, decided. */
  String versioned(String routeId) {
    return routeId + "@" + versions.getOrDefault(routeId, "none");
  }

  void add(AcceptedConsumer consumer) {
    running.add(consumer);
  }

  void remove(AcceptedConsumer consumer) {
    running.remove(consumer);
  }

  /** In order of route id, so that every run of a message makes the same list. */
  List<AcceptedConsumer> matching(AcceptedMessage message) {
    return running.stream()
        .filter(consumer -> consumer.step().matches(message))
        .sorted(Comparator.comparing(AcceptedConsumer::getRouteId))
        .toList();
  }
}
