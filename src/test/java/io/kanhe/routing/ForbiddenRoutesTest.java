package io.kanhe.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a route file must never be able to do, with the line that the refusal names. */
class ForbiddenRoutesTest {

  private static final String HEAD =
      """
      - route:
          id: mine
          from:
            uri: kanhe:accepted?service=ew.alert
            steps:
      """;

  @TempDir Path folder;

  static Stream<Arguments> steps() {
    return Stream.of(
        step("to another component", 7, "address 'exec:rm'", "to:\n  uri: exec:rm"),
        step("to a file", 7, "address 'file:/etc'", "to:\n  uri: file:/etc"),
        step(
            "password not shown",
            7,
            "sftp://…@x'",
            "to:\n  uri: sftp://a:geheim@x?password=geheim"),
        step("address by placeholder", 7, "placeholder", "to:\n  uri: '{{env:HOME}}'"),
        step("dynamic address", 6, "'toD'", "toD:\n  uri: kanhe:deliver?to=insurer-a"),
        step(
            "dynamic address in to",
            7,
            "unknown participant",
            "to:\n  uri: kanhe:deliver?to=${body}"),
        step("unknown action", 7, "kanhe:mask", "to:\n  uri: kanhe:mask"),
        step("unknown option", 7, "no option 'x'", "to:\n  uri: kanhe:deliver?to=insurer-a&x=1"),
        step("unknown recipient", 7, "unknown participant", "to:\n  uri: kanhe:deliver?to=nobody"),
        step("unknown role", 7, "unknown role", "to:\n  uri: kanhe:deliver?to=role:BOSS"),
        step("no recipient", 7, "without 'to'", "to:\n  uri: kanhe:deliver"),
        step("unknown transform", 7, "unknown using", "to:\n  uri: kanhe:transform?using=x"),
        step("unknown answer", 7, "unknown with", "to:\n  uri: kanhe:answer?with=x&to=insurer-a"),
        step("unknown keeper", 7, "unknown in 'x'", "to:\n  uri: kanhe:keep?in=x"),
        step(
            "bad priority",
            7,
            "priority '10'",
            "to:\n  uri: kanhe:deliver?to=insurer-a&priority=10"),
        step("start in the middle", 7, "after to", "to:\n  uri: kanhe:accepted?service=ew.alert"),
        step("encoded option", 7, "encoded", "to:\n  uri: kanhe:keep?in=%61lerts"),
        step(
            "option twice",
            9,
            "twice",
            "to:\n  uri: kanhe:keep?in=stages\n  parameters:\n    in: exposure"),
        step(
            "bean reference",
            9,
            "begins with '#'",
            "to:\n  uri: kanhe:keep\n  parameters:\n    in: '#bean:x'"),
        step("raw option", 7, "RAW(", "to:\n  uri: kanhe:keep?in=RAW(alerts)"),
        step("direct to nowhere", 7, "leads nowhere", "to:\n  uri: direct:mine.x"),
        step("direct of another file", 7, "direct:other", "to:\n  uri: direct:other"),
        step(
            "disabled step", 8, "'disabled'", "to:\n  uri: kanhe:keep?in=stages\n  disabled: true"),
        step("bean", 6, "'bean'", "bean:\n  ref: x"),
        step("script", 6, "'script'", "script:\n  expression:\n    groovy:\n      expression: 1"),
        step("process", 6, "'process'", "process:\n  ref: x"),
        step(
            "setBody",
            6,
            "'setBody'",
            "setBody:\n  expression:\n    constant:\n      expression: x"),
        step("wireTap", 6, "'wireTap'", "wireTap:\n  uri: kanhe:deliver?to=insurer-a"),
        step("doTry", 6, "'doTry'", "doTry:\n  steps: []"),
        step("unmarshal", 6, "'unmarshal'", "unmarshal:\n  json: {}"),
        step("claim check", 6, "'claimCheck'", "claimCheck:\n  operation: Get"),
        step("two steps in one", 6, "two steps", "stop: {}\nlog:\n  message: x"),
        step(
            "parallel",
            7,
            "'parallelProcessing'",
            "multicast:\n  parallelProcessing: true\n  steps:\n    - stop: {}"),
        step(
            "strategy by name",
            7,
            "'aggregationStrategy'",
            "multicast:\n  aggregationStrategy: '#class:X'\n  steps:\n    - stop: {}"),
        step(
            "empty filter",
            7,
            "no steps",
            "filter:\n  steps: []\n  expression:\n    header:\n      expression: KanheSender"),
        step("Camel header", 7, "setHeader of 'CamelFileName'", header("CamelFileName", "x")),
        step("verified header", 7, "setHeader of 'KanheSender'", header("KanheSender", "x")),
        step("priority not a digit", 11, "priority '99'", header("KanhePriority", "99")),
        step("file content", 11, "'resource:'", header("a", "resource:file:/etc/passwd")),
        step("payload in log", 7, "log message", "log:\n  message: ${body}"),
        step("own header in log", 7, "'secret'", "log:\n  message: ${header.secret}"),
        step("placeholder in log", 7, "placeholder", "log:\n  message: '{{x}}'"),
        step("logger by name", 8, "'logName'", "log:\n  message: x\n  logName: y"),
        step("log language", 8, "'logLanguage'", "log:\n  message: x\n  logLanguage: groovy"),
        step("tag", 7, "a tag", "log:\n  message: !x y"));
  }

  static Stream<Arguments> expressions() {
    return Stream.of(
            "simple ${bean:x}",
            "simple ${ref:x}",
            "simple ${type:java.lang.System}",
            "simple ${env.HOME}",
            "simple ${sys.user.home}",
            "simple ${exchange.context}",
            "simple ${camelContext.stop}",
            "simple ${body}",
            "simple ${bodyAs(java.lang.String)}",
            "simple ${body.getClass().forName('x')}",
            "simple ${header.KanheSender.getClass()}",
            "simple ${header.KanheSender.class.name} == 'x'",
            "simple $simple{body}",
            "simple $init{ $a := 1; }init$",
            "simple ${header.KanheSender} is 'java.lang.Runtime'",
            "simple ${header.KanheSender} regex '(a+)+'",
            "simple ${header.KanheSender} == ${bean:x}",
            "simple ${header.${body}} == 'x'",
            "simple resource:file:/etc/passwd",
            "simple {{env:HOME}}",
            "xpath function:simple('${bean:x}')",
            "xpath function:properties('x')",
            "xpath in:header('x') = 'y'",
            "xpath java:java.lang.Runtime.getRuntime()",
            "xpath $env:HOME = 'x'",
            "xpath resource:file:/etc/passwd",
            "header CamelFileName",
            "header body.class",
            "constant ${body}",
            "constant resource:classpath:application.yaml",
            "groovy 1",
            "joor 1",
            "java 1",
            "method x",
            "ref x",
            "language x",
            "spel 1",
            "ognl 1",
            "mvel 1",
            "jsonpath $.x",
            "exchangeProperty kanhe.attempt",
            "variable x",
            "csimple 1",
            "tokenize x")
        .map(
            text ->
                arguments(
                    text.substring(0, text.indexOf(' ')), text.substring(text.indexOf(' ') + 1)));
  }

  static Stream<Arguments> files() {
    return Stream.of(
        arguments("beans", 1, "- beans:\n    - name: a\n      type: java.lang.Runtime\n"),
        arguments("rest", 1, "- rest:\n    get: []\n"),
        arguments(
            "bare from", 1, "- from:\n    uri: kanhe:accepted?service=ew.alert\n    steps: []\n"),
        arguments("template", 1, "- routeTemplate:\n    id: mine\n"),
        arguments("onException", 1, "- onException:\n    handled: {}\n"),
        arguments("errorHandler", 1, "- errorHandler:\n    deadLetterChannel: {}\n"),
        arguments("intercept", 1, "- intercept:\n    steps: []\n"),
        arguments("not a list", 1, "route:\n  id: mine\n"),
        arguments("empty", 1, ""),
        arguments("broken", 2, "- route:\n  - : [\n"),
        arguments("two documents", 7, HEAD.replace("- route", "---\n- route") + "---\n- route:\n"),
        arguments(
            "alias", 8, HEAD + "        - log: &a\n            message: x\n        - log: *a\n"),
        arguments("field twice", 3, HEAD.replace("    id: mine\n", "    id: mine\n    id: mine\n")),
        arguments("foreign id", 2, HEAD.replace("mine", "other") + "        - stop: {}\n"),
        arguments("policy by name", 3, HEAD.replace("    from", "    routePolicyRef: x\n    from")),
        arguments("no auto start", 3, HEAD.replace("    from", "    autoStartup: false\n    from")),
        arguments("timer", 4, HEAD.replace("kanhe:accepted?service=ew.alert", "timer:x")),
        arguments("unknown service", 4, HEAD.replace("ew.alert", "ew.nothing")),
        arguments("unknown format", 4, HEAD.replace("ew.alert", "ew.alert&format=pdf")),
        arguments(
            "starts with a delivery",
            4,
            HEAD.replace("accepted?service=ew.alert", "keep?in=stages")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("steps")
  void refusesTheStepWithFileAndLine(String name, int line, String found, String step)
      throws IOException {
    String item = "- " + step.replace("\n", "\n  ");
    String text = HEAD + "        " + item.replace("\n", "\n        ") + "\n";
    assertThat(problems(text))
        .anySatisfy(
            problem -> {
              assertThat(problem.line()).isEqualTo(line);
              assertThat(problem.found()).contains(found).doesNotContain("geheim");
              assertThat(problem.instead()).isNotBlank();
              assertThat(problem).asString().startsWith("mine.camel.yaml:" + line + ": ");
            });
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("expressions")
  void refusesTheExpressionWithFileAndLine(String language, String expression) throws IOException {
    String text =
        HEAD
            + """
                    - filter:
                        expression:
                          LANGUAGE:
                            expression: |-
                              EXPRESSION
                        steps:
                          - stop: {}
            """
                .replace("LANGUAGE", language)
                .replace("EXPRESSION", expression);
    assertThat(problems(text)).anySatisfy(problem -> assertThat(problem.line()).isBetween(8, 10));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void refusesTheFileWithFileAndLine(String name, int line, String text) throws IOException {
    assertThat(problems(text)).extracting(RouteProblem::line).contains(line);
  }

  private List<RouteProblem> problems(String text) throws IOException {
    return RouteFilesTest.problemsOf(folder, text);
  }

  private static String header(String name, String value) {
    return "setHeader:\n  name: NAME\n  expression:\n    constant:\n      expression: \"VALUE\""
        .replace("NAME", name)
        .replace("VALUE", value)
        .replace("constant:\n      ", "constant:\n\n      ");
  }

  private static Arguments step(String name, int line, String found, String yaml) {
    return arguments(name, line, found, yaml);
  }
}
