package io.kanhe.platform.yaml;

import io.kanhe.fuzz.FuzzTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The reader of every configuration file. */
public final class YamlFuzz {

  private YamlFuzz() {}

  public static List<FuzzTarget> targets() throws IOException {
    Path file = Files.createTempFile("fuzz", ".yaml");
    file.toFile().deleteOnExit();
    return List.of(
        new FuzzTarget(
            "yaml-node",
            List.of(
                Files.readAllBytes(Path.of("config/participants/met-taizhou.yaml")),
                Files.readAllBytes(Path.of("config/catalogue/ew.alert.yaml"))),
            input -> {
              Files.write(file, input);
              YamlNode.read(file, "f.yaml").entries();
            }));
  }
}
