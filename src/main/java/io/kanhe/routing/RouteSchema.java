package io.kanhe.routing;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The structure of the canonical Camel YAML DSL, as Camel publishes it; what Kaoto and other
 * editors write. Thread-safe.
 */
final class RouteSchema {

  private static final String RESOURCE = "/schema/camelYamlDsl-canonical.json";

  private final Schema schema;

  RouteSchema() {
    try (InputStream in = RouteSchema.class.getResourceAsStream(RESOURCE)) {
      String text =
          new String(Objects.requireNonNull(in, RESOURCE).readAllBytes(), StandardCharsets.UTF_8);
      schema =
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_4)
              .getSchema(text, InputFormat.JSON);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds one problem per line that breaks the schema. */
  void check(RouteTree tree, String file, String text) {
    TreeMap<Integer, String> byLine = new TreeMap<>();
    for (Error error : schema.validate(text, InputFormat.YAML)) {
      byLine.putIfAbsent(
          tree.line(error.getInstanceLocation().toString()),
          StepRefused.shown(String.valueOf(error.getMessage())));
    }
    byLine.forEach(
        (line, found) ->
            tree.problems()
                .add(
                    new RouteProblem(
                        file,
                        line,
                        "not the canonical YAML DSL: " + found,
                        "Write every step and expression in its long form")));
  }
}
