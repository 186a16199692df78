package io.kanhe.routing;

import io.kanhe.fuzz.FuzzTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The check of route files: finds problems, never runs anything. */
public final class RoutingFuzz {

  private RoutingFuzz() {}

  public static List<FuzzTarget> targets() throws IOException {
    Path file = Files.createTempDirectory("fuzz").resolve("fuzz.camel.yaml");
    RouteFiles routes = new RouteFiles(TestVocabulary.create());
    return List.of(
        new FuzzTarget(
            "route-policy",
            List.of(
                Files.readAllBytes(Path.of("routes/ew-alert.camel.yaml")),
                Files.readAllBytes(Path.of("routes/ins-coverage.camel.yaml"))),
            input -> {
              Files.write(file, input);
              routes.validate(file);
            }));
  }
}
