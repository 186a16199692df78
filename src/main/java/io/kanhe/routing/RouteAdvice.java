package io.kanhe.routing;

import java.util.Map;
import java.util.SortedSet;

/** What to write instead of things that people know from Camel and that Kanhe does not take. */
final class RouteAdvice {

  private static final String TRANSFORM = "Use to: with kanhe:transform?using=<name>";
  private static final String DELIVER = "Use to: with kanhe:deliver?to=<ids and role:ROLE>";
  private static final String FAULTS =
      "Leave it out: Kanhe itself tries a failed message again and shows it in the console";
  private static final String SPEED =
      "Leave it out: quotas and workers are set in config/, not in routes";
  private static final String ROUTE = "Write - route: with id: and from:";

  private static final Map<String, String> INSTEAD =
      Map.ofEntries(
          Map.entry("bean", TRANSFORM),
          Map.entry("process", TRANSFORM),
          Map.entry("script", TRANSFORM),
          Map.entry("setBody", TRANSFORM),
          Map.entry("transform", TRANSFORM),
          Map.entry("convertBodyTo", TRANSFORM),
          Map.entry("marshal", TRANSFORM),
          Map.entry("unmarshal", TRANSFORM),
          Map.entry("toD", DELIVER),
          Map.entry("wireTap", DELIVER),
          Map.entry("recipientList", DELIVER),
          Map.entry("routingSlip", DELIVER),
          Map.entry("dynamicRouter", DELIVER),
          Map.entry("enrich", "Use to: with kanhe:answer?with=<name>&to=…"),
          Map.entry("pollEnrich", "Use to: with kanhe:answer?with=<name>&to=…"),
          Map.entry("doTry", FAULTS),
          Map.entry("doCatch", FAULTS),
          Map.entry("onException", FAULTS),
          Map.entry("errorHandler", FAULTS),
          Map.entry("onCompletion", FAULTS),
          Map.entry("circuitBreaker", FAULTS),
          Map.entry("throttle", SPEED),
          Map.entry("delay", SPEED),
          Map.entry("threads", SPEED),
          Map.entry("parallelProcessing", SPEED),
          Map.entry("from", ROUTE),
          Map.entry("rest", ROUTE),
          Map.entry("routeTemplate", ROUTE),
          Map.entry("templatedRoute", ROUTE),
          Map.entry("routeConfiguration", ROUTE),
          Map.entry("beans", "Leave it out: routes make no objects"),
          Map.entry("disabled", "Delete the step, or put # before its lines"));

  private RouteAdvice() {}

  static String forField(String field, SortedSet<String> allowed) {
    String instead = INSTEAD.get(field);
    return instead != null ? instead : "Allowed here: " + String.join(", ", allowed);
  }
}
