package io.kanhe.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RouteFilesTest {

  private static final Path ROUTES = Path.of("routes");

  @TempDir Path folder;

  private final RouteFiles files = new RouteFiles(TestVocabulary.create());

  static Stream<Path> shippedFiles() throws IOException {
    return Files.list(ROUTES).sorted();
  }

  @ParameterizedTest
  @MethodSource("shippedFiles")
  void everyShippedFileIsAccepted(Path file) {
    assertThat(files.validate(file)).isEmpty();
  }

  @Test
  void loadsAllShippedFilesAndListsTheirRoutes() {
    Vocabulary vocabulary = TestVocabulary.create();
    RouteFiles own = new RouteFiles(vocabulary);
    try (DefaultCamelContext context = context(vocabulary)) {
      own.load(ROUTES, context);
      context.start();
      assertThat(context.getRoutes()).hasSameSizeAs(own.loaded());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    assertThat(own.loaded())
        .extracting(RouteSummary::id, RouteSummary::service)
        .contains(tuple("ew-alert", "ew.alert"), tuple("ins-coverage", "ins.coverage"));
    RouteSummary alerts =
        own.loaded().stream()
            .filter(each -> each.id().equals("ew-alert"))
            .findFirst()
            .orElseThrow();
    assertThat(alerts.line()).isEqualTo(9);
    assertThat(alerts.version()).matches("[0-9a-f]{12}");
  }

  @Test
  void refusesTheStartWithAllProblemsOfAllFiles() throws IOException {
    write("one", "- beans:\n    - name: x\n      type: java.lang.Object\n");
    write("two", "- route:\n    id: two\n    from:\n      uri: file:/tmp\n      steps:\n");
    Vocabulary vocabulary = TestVocabulary.create();
    try (DefaultCamelContext context = context(vocabulary)) {
      assertThatThrownBy(() -> new RouteFiles(vocabulary).load(folder, context))
          .isInstanceOfSatisfying(
              KanheException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION_INVALID))
          .hasMessageContaining("one.camel.yaml:1: 'beans'")
          .hasMessageContaining("two.camel.yaml:4: address 'file:/tmp'")
          .hasMessageContaining("two.camel.yaml:5: ");
      assertThat(context.getRoutesSize()).isZero();
    }
  }

  @Test
  void refusesOneIdTwice() throws IOException {
    String route =
        "- route:\n    id: a.b\n    from:\n      uri: kanhe:accepted?service=ew.alert\n"
            + "      steps:\n        - stop: {}\n";
    write("a", route + route);
    assertThat(files.validate(folder))
        .extracting(RouteProblem::toString)
        .contains(
            "a.camel.yaml:7: route id a.b is taken by a.camel.yaml:1. "
                + "Give every route its own id.");
  }

  @Test
  void acceptsDirectInsideAFileMulticastAndFilter() throws IOException {
    Path file =
        write(
            "mine",
            """
            - route:
                id: mine
                from:
                  uri: kanhe:accepted?service=ew.alert&format=cap-cn
                  steps:
                    - multicast:
                        stopOnException: true
                        steps:
                          - to:
                              uri: direct:mine.send
                          - filter:
                              expression:
                                header:
                                  expression: KanheSender
                              steps:
                                - log:
                                    message: message ${header.KanheMessageId}
                                    loggingLevel: WARN
            - route:
                id: mine.send
                from:
                  uri: direct:mine.send
                  steps:
                    - to:
                        uri: kanhe:deliver?to=insurer-a,role:EMERGENCY&priority=9&label=copy
            """);
    assertThat(files.validate(file)).isEmpty();
  }

  @Test
  void refusesBytesThatAreNotUtf8AndFilesOfAnotherName() throws IOException {
    Path latin = Files.write(folder.resolve("a.camel.yaml"), new byte[] {(byte) 0xe9, '\n'});
    Path other = Files.writeString(folder.resolve("a.yaml"), "- route:\n");
    assertThat(files.validate(latin)).extracting(RouteProblem::found).containsExactly("not UTF-8");
    assertThat(files.validate(other)).hasSize(1);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name + ".camel.yaml"), text);
  }

  private static DefaultCamelContext context(Vocabulary vocabulary) {
    return RoutingContext.create("test", vocabulary, new RouteTable());
  }

  static List<RouteProblem> problemsOf(Path folder, String text) throws IOException {
    Path file = Files.writeString(folder.resolve("mine.camel.yaml"), text);
    return new RouteFiles(TestVocabulary.create()).validate(file);
  }
}
