package io.kanhe.routing;

import io.kanhe.message.Digest;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/**
 * The files {@code routes/*.camel.yaml}: checked, built on trial, then loaded. Thread-safe.
 *
 * <p>Standard: Camel YAML DSL, canonical form, restricted to the closed list of {@link
 * RoutePolicy}. Each file is read once: what was checked is what is loaded.
 */
public final class RouteFiles {

  private static final String SUFFIX = ".camel.yaml";
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,59}\\.camel\\.yaml");
  private static final long MAX_FILE_BYTES = 200_000;

  private final Vocabulary vocabulary;
  private final RouteSchema schema = new RouteSchema();
  private volatile List<RouteSummary> loaded = List.of();

  RouteFiles(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  /** The routes that run, in order of id. */
  public List<RouteSummary> loaded() {
    return loaded;
  }

  /**
   * Checks a file, or every route file of a folder, without touching the running routes.
   *
   * @return empty if it may be loaded
   * @throws KanheException 5006 if the path cannot be read
   */
  public List<RouteProblem> validate(Path fileOrFolder) {
    List<Checked> files = list(fileOrFolder).stream().map(this::check).toList();
    return problems(files);
  }

  /**
   * Loads all files of a folder into a context that is not running yet.
   *
   * @throws KanheException 5006 with every problem of every file; then nothing was loaded
   */
  void load(Path folder, DefaultCamelContext context) {
    List<Checked> files = list(folder).stream().map(this::check).toList();
    List<RouteProblem> problems = problems(files);
    if (!problems.isEmpty()) {
      throw new KanheException(
          ErrorCode.CONFIGURATION_INVALID,
          problems.size()
              + " problems in route files:\n"
              + problems.stream().map(RouteProblem::toString).collect(Collectors.joining("\n")));
    }
    for (Checked file : files) {
      build(context, file);
    }
    loaded =
        files.stream()
            .flatMap(file -> file.routes().stream())
            .sorted(Comparator.comparing(RouteSummary::id))
            .toList();
  }

  private List<RouteProblem> problems(List<Checked> files) {
    List<RouteProblem> problems = new ArrayList<>();
    Map<String, RouteSummary> byId = new TreeMap<>();
    for (Checked file : files) {
      problems.addAll(file.problems());
      for (RouteSummary route : file.routes()) {
        RouteSummary other = byId.putIfAbsent(route.id(), route);
        if (other != null) {
          problems.add(
              new RouteProblem(
                  route.file(),
                  route.line(),
                  "route id " + route.id() + " is taken by " + other.file() + ":" + other.line(),
                  "Give every route its own id"));
        }
      }
    }
    return List.copyOf(problems);
  }

  private Checked check(Path path) {
    String file = String.valueOf(path.getFileName());
    String text;
    try {
      text = read(path);
    } catch (CharacterCodingException e) {
      return Checked.refused(new RouteProblem(file, 1, "not UTF-8", "Save the file as UTF-8"));
    } catch (IOException e) {
      throw new KanheException(ErrorCode.CONFIGURATION_INVALID, "cannot read " + file, e);
    } catch (StepRefused e) {
      return Checked.refused(new RouteProblem(file, 1, e.found(), e.instead()));
    }
    String owner = file.substring(0, file.length() - SUFFIX.length());
    RouteTree tree = RouteTree.read(file, text);
    String version = Digest.sha256(text.getBytes(StandardCharsets.UTF_8)).hex().substring(0, 12);
    List<RouteSummary> routes = RoutePolicy.check(tree, file, owner, version, vocabulary);
    if (tree.problems().isEmpty()) {
      schema.check(tree, file, text);
    }
    Checked checked = new Checked(file, text, routes, tree.problems());
    if (tree.problems().isEmpty()) {
      buildOnTrial(checked);
    }
    return checked;
  }

  /** Builds the routes in a context of their own, whose routes never start. */
  private void buildOnTrial(Checked file) {
    RouteTable unused = new RouteTable();
    try (DefaultCamelContext scratch = RoutingContext.create("trial", vocabulary, unused)) {
      scratch.setAutoStartup(false);
      build(scratch, file);
      scratch.start();
    } catch (KanheException e) {
      file.problems().add(new RouteProblem(file.name(), 1, e.getMessage(), "Correct the file"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      // An edge: Camel throws whatever it likes while it builds; the file is refused, nothing else.
      String kind = StepRefused.shown(String.valueOf(deepest(e).getMessage()));
      file.problems().add(new RouteProblem(file.name(), 1, kind, "Correct the route"));
    }
  }

  private static void build(DefaultCamelContext context, Checked file) {
    Resource resource = ResourceHelper.fromString("file:routes/" + file.name(), file.text());
    try {
      PluginHelper.getRoutesLoader(context).loadRoutes(resource);
    } catch (Exception e) {
      // An edge: loadRoutes declares Exception.
      throw new KanheException(
          ErrorCode.CONFIGURATION_INVALID,
          file.name() + " cannot be built: " + StepRefused.shown(String.valueOf(deepest(e))),
          e);
    }
  }

  private static Throwable deepest(Throwable thrown) {
    Throwable cause = thrown;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    return cause;
  }

  private static List<Path> list(Path fileOrFolder) {
    if (Files.isRegularFile(fileOrFolder)) {
      return List.of(fileOrFolder);
    }
    try (Stream<Path> entries = Files.list(fileOrFolder)) {
      return entries.filter(path -> path.toString().endsWith(SUFFIX)).sorted().toList();
    } catch (IOException e) {
      throw new KanheException(
          ErrorCode.CONFIGURATION_INVALID,
          "cannot read the route folder " + fileOrFolder.getFileName(),
          e);
    }
  }

  private static String read(Path path) throws IOException, StepRefused {
    if (!NAME.matcher(String.valueOf(path.getFileName())).matches()) {
      throw new StepRefused(
          "the file's name", "Name it <flow>" + SUFFIX + ", in small letters, digits and hyphens");
    }
    if (Files.size(path) > MAX_FILE_BYTES) {
      throw new StepRefused("a file of more than 200 kB", "Split it, one flow per file");
    }
    // A strict decoder: bytes that two readers would decode differently are refused.
    return StandardCharsets.UTF_8
        .newDecoder()
        .decode(ByteBuffer.wrap(Files.readAllBytes(path)))
        .toString();
  }

  private record Checked(
      String name, String text, List<RouteSummary> routes, List<RouteProblem> problems) {

    static Checked refused(RouteProblem problem) {
      return new Checked(problem.file(), "", List.of(), new ArrayList<>(List.of(problem)));
    }
  }
}
