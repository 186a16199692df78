package io.kanhe.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.kanhe.ledger.Change;
import io.kanhe.ledger.Entry;
import io.kanhe.ledger.EntryType;
import io.kanhe.ledger.Ledger;
import io.kanhe.trust.Revocation;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import picocli.CommandLine.Command;

/**
 * Who sees content or changes something leaves an entry. Every address of API and console and every
 * command stands here: one that is new has to say which entry it writes and which test shows it.
 */
class AdministrativeActsTest {

  /** What shows content or changes something, with the test that asserts its entry. */
  private static final Map<String, String> ACTS =
      Map.of(
          "MessagesApi.evidence", "RetentionContract.whoSeesContentIsRecordedFirst",
          "MessagesApi.erase", "RetentionContract.anOrderErasesAtOnceAndCancelsWhatIsOpen",
          "SubjectsApi.disclosures", "PrivacyContract.aLookIsAnEntryThatDoesNotSayAtWhom",
          "RevocationApi.ask", "AdministrativeActsTest.askingAboutRevocationsIsAnEntry",
          "AuditApi.now", "AuditScheduleTest.anAuditThatIsOrderedIsAnEntryAlsoWithoutADifference",
          // Orders it from the running gateway, by MessagesApi.erase.
          "erase", "RetentionContract.anOrderErasesAtOnceAndCancelsWhatIsOpen");

  /** Ids, states, times and digests, or files that hold no message: nothing changes, no content. */
  private static final Set<String> HARMLESS =
      Set.of(
          "MessagesApi.search",
          "MessagesApi.journey",
          "MessagesApi.reads",
          "AuditApi.last",
          "TimestampsApi.now",
          "ServicesApi.services",
          "ServicesApi.bundle",
          "ConsolePages.overview",
          "ConsolePages.journey",
          "ServicePages.services",
          "kanhe",
          "verify",
          "log",
          "log verify",
          "log export",
          "docs",
          "docs services",
          "docs codes",
          "bundle",
          "help");

  @Test
  void everyAddressAndCommandSaysWhichEntryItWrites() throws Exception {
    Set<String> found = new TreeSet<>(addresses());
    commands("", Class.forName("io.kanhe.admin.cli.KanheCommand"), found);
    Set<String> known = new TreeSet<>(ACTS.keySet());
    known.addAll(HARMLESS);

    assertThat(found).isEqualTo(known);
  }

  @Test
  void everyActHasATestThatAssertsItsEntry() throws IOException {
    for (String each : ACTS.values()) {
      String[] parts = each.split("\\.");
      assertThat(source(parts[0]))
          .as(each)
          .containsPattern("void " + parts[1] + "\\(")
          .contains("EntryType.");
    }
  }

  @Test
  void askingAboutRevocationsIsAnEntry() {
    List<Entry> entries = new ArrayList<>();
    RevocationDesk desk =
        new RevocationDesk(Revocation.OFF, remembering(entries), Clock.systemUTC());
    desk.askAgain("op-7");

    assertThat(entries)
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.type()).isEqualTo(EntryType.ADMINISTERED);
              assertThat(entry.facts())
                  .containsEntry("act", "revocation asked again")
                  .containsEntry("by", "op-7");
            });
  }

  private static Set<String> addresses() throws ClassNotFoundException {
    var scanner = new ClassPathScanningCandidateComponentProvider(false);
    scanner.addIncludeFilter(new AnnotationTypeFilter(Controller.class));
    Set<String> addresses = new TreeSet<>();
    for (var bean : scanner.findCandidateComponents("io.kanhe")) {
      Class<?> controller = Class.forName(bean.getBeanClassName());
      for (Method method : controller.getDeclaredMethods()) {
        if (AnnotatedElementUtils.hasAnnotation(method, RequestMapping.class)) {
          addresses.add(controller.getSimpleName() + "." + method.getName());
        }
      }
    }
    return addresses;
  }

  private static void commands(String path, Class<?> type, Set<String> found) {
    Command command = type.getAnnotation(Command.class);
    found.add(path.isEmpty() ? command.name() : path);
    for (Class<?> sub : command.subcommands()) {
      commands((path + " " + sub.getAnnotation(Command.class).name()).strip(), sub, found);
    }
    for (Method method : type.getDeclaredMethods()) {
      Command sub = method.getAnnotation(Command.class);
      if (sub != null) {
        found.add((path + " " + sub.name()).strip());
      }
    }
  }

  private static String source(String test) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      Path file = files.filter(each -> each.endsWith(test + ".java")).findFirst().orElseThrow();
      return Files.readString(file);
    }
  }

  private static Ledger remembering(List<Entry> entries) {
    return (Ledger)
        Proxy.newProxyInstance(
            Ledger.class.getClassLoader(),
            new Class<?>[] {Ledger.class},
            (proxy, method, arguments) -> {
              var append = (Change.Append<?>) ((Change<?>) arguments[0]).plan(null);
              entries.addAll(append.entries());
              return CompletableFuture.completedFuture((long) entries.size() - 1);
            });
  }
}
