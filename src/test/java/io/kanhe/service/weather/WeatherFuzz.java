package io.kanhe.service.weather;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kanhe.fuzz.FuzzTarget;
import io.kanhe.routing.TestMessages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The two forms of an alert: the national one turned into CAP, and CAP read for its register. */
public final class WeatherFuzz {

  private WeatherFuzz() {}

  public static List<FuzzTarget> targets() throws IOException {
    NativeAlertToCap transform =
        new NativeAlertToCap(
            (environment, id) -> Optional.empty(),
            code -> code,
            Gazetteer.read(Path.of("config/transforms/regions.csv")));
    Path alerts = Path.of("src/test/resources/alerts");
    return List.of(
        new FuzzTarget(
            "native-alert",
            List.of(Files.readAllBytes(alerts.resolve("native-typhoon-orange.xml"))),
            input ->
                transform.apply(
                    TestMessages.alert(1, "met-taizhou", "native", new String(input, UTF_8)),
                    input)),
        new FuzzTarget(
            "cap-alert",
            List.of(Files.readAllBytes(alerts.resolve("cap-typhoon-orange.xml"))),
            input -> {
              AlertHead.read(input);
              CapAlert.readAny(input);
            }));
  }
}
