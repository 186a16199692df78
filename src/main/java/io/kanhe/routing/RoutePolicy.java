package io.kanhe.routing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * The closed list of what a route file may hold, applied to one file. What is not listed here is
 * refused, whatever a coming version of Camel would make of it.
 */
final class RoutePolicy {

  private static final Pattern ROUTE_ID = Pattern.compile("[a-z][a-z0-9-]*(\\.[a-z0-9-]+)*");
  private static final Pattern ADDRESS = Pattern.compile("kanhe:([a-z]+)(?:\\?(.*))?");
  private static final Pattern DIRECT = Pattern.compile("direct:([a-z][a-z0-9.-]{0,59})");
  private static final Set<String> STEPS =
      Set.of("to", "filter", "choice", "multicast", "setHeader", "log", "stop");
  private static final Set<String> LANGUAGES = Set.of("constant", "simple", "xpath", "header");
  private static final Set<String> LEVELS = Set.of("INFO", "WARN", "ERROR");

  private final RouteTree tree;
  private final String owner;
  private final Vocabulary vocabulary;
  private final List<RouteSummary> routes = new ArrayList<>();
  private final Map<String, Node> calledDirects = new LinkedHashMap<>();
  private final Map<String, Node> definedDirects = new LinkedHashMap<>();
  private boolean insideDirect;

  private RoutePolicy(RouteTree tree, String owner, Vocabulary vocabulary) {
    this.tree = tree;
    this.owner = owner;
    this.vocabulary = vocabulary;
  }

  /**
   * Adds to {@code tree} what it refuses.
   *
   * @param owner name of the file without {@code .camel.yaml}; ids and direct: names begin with it
   * @return the routes of the file
   */
  static List<RouteSummary> check(
      RouteTree tree, String file, String owner, String version, Vocabulary vocabulary) {
    RoutePolicy policy = new RoutePolicy(tree, owner, vocabulary);
    Node root = tree.root();
    if (root != null) {
      tree.checkShape();
      for (Node item : tree.items(root, "the file")) {
        policy.route(item, file, version);
      }
      policy.checkDirects();
    }
    return List.copyOf(policy.routes);
  }

  private void route(Node item, String file, String version) {
    Node body = tree.fields(item, "the file", Set.of("route"), Set.of()).get("route");
    if (body == null) {
      return;
    }
    Set<String> needed = Set.of("id", "from");
    Map<String, Node> fields =
        tree.fields(body, "route", Set.of("id", "description", "note", "from"), needed);
    String id = fields.containsKey("id") ? routeId(fields.get("id")) : null;
    String description = optional(fields, "description");
    Step.Accepted start = fields.containsKey("from") ? from(fields.get("from")) : null;
    if (id != null) {
      routes.add(
          new RouteSummary(
              id,
              file,
              version,
              RouteTree.line(item),
              description == null ? "" : description,
              start == null ? null : start.service(),
              start == null ? null : start.operation(),
              start == null ? null : start.format()));
    }
  }

  private @Nullable String routeId(Node node) {
    String id = tree.text(node, "id");
    boolean own = id != null && (id.equals(owner) || id.startsWith(owner + "."));
    if (id != null && (!own || !ROUTE_ID.matcher(id).matches())) {
      tree.refuse(
          node,
          "route id '" + StepRefused.shown(id) + "'",
          "Write " + owner + ", or " + owner + ".<name> in small letters, digits and hyphens");
      return null;
    }
    return id;
  }

  private Step.@Nullable Accepted from(Node node) {
    Map<String, Node> fields =
        tree.fields(
            node,
            "from",
            Set.of("id", "description", "note", "uri", "parameters", "steps"),
            Set.of("uri", "steps"));
    Node uri = fields.get("uri");
    String text = uri == null ? null : tree.text(uri, "uri");
    Matcher direct = DIRECT.matcher(text == null ? "" : text);
    insideDirect = direct.matches();
    if (fields.containsKey("steps")) {
      steps(fields.get("steps"), "from");
    }
    if (uri == null || text == null) {
      return null;
    }
    if (insideDirect) {
      if (definedDirects.put(ownDirect(uri, direct.group(1)), uri) != null) {
        tree.refuse(uri, "two routes from " + text, "Give each its own name");
      }
      return null;
    }
    Step step = step(uri, text, fields.get("parameters"));
    if (step instanceof Step.Accepted accepted) {
      return accepted;
    }
    if (step != null) {
      tree.refuse(uri, "a route from '" + shownAddress(text) + "'", "Begin with kanhe:accepted");
    }
    return null;
  }

  private void steps(Node node, String where) {
    List<Node> items = tree.items(node, "steps of " + where);
    if (items.isEmpty() && !(node instanceof MappingNode)) {
      tree.refuse(node, "no steps in " + where, "Add at least one step");
    }
    for (Node item : items) {
      Map<String, Node> single = tree.fields(item, "steps", STEPS, Set.of());
      if (single.size() > 1) {
        tree.refuse(item, "two steps in one item", "Begin each step with its own '- '");
      }
      single.forEach(this::eip);
    }
  }

  private void eip(String name, Node node) {
    switch (name) {
      case "to" -> to(node);
      case "filter" -> guarded(node, "filter");
      case "choice" -> choice(node);
      case "multicast" -> steps(node, "multicast", Set.of("stopOnException"));
      case "setHeader" -> setHeader(node);
      case "log" -> log(node);
      case "stop" -> fields(node, "stop", Set.of(), Set.of());
      default -> {
        // Already refused as a field that is not in STEPS.
      }
    }
  }

  private void to(Node node) {
    Map<String, Node> fields = fields(node, "to", Set.of("uri", "parameters"), Set.of("uri"));
    Node uri = fields.get("uri");
    String text = uri == null ? null : tree.text(uri, "uri");
    if (uri == null || text == null) {
      return;
    }
    Matcher direct = DIRECT.matcher(text);
    if (direct.matches()) {
      if (insideDirect) {
        // One level only, so that no circle of routes can call itself for ever.
        tree.refuse(uri, text + " called from a direct: route", "Call it from kanhe:accepted");
      }
      calledDirects.put(ownDirect(uri, direct.group(1)), uri);
    } else if (step(uri, text, fields.get("parameters")) instanceof Step.Accepted) {
      tree.refuse(uri, "kanhe:accepted after to", "Use it after from only");
    }
  }

  private void choice(Node node) {
    Map<String, Node> fields = fields(node, "choice", Set.of("when", "otherwise"), Set.of("when"));
    if (fields.containsKey("when")) {
      tree.items(fields.get("when"), "when").forEach(when -> guarded(when, "when"));
    }
    if (fields.containsKey("otherwise")) {
      steps(fields.get("otherwise"), "otherwise", Set.of());
    }
  }

  private void guarded(Node node, String where) {
    Map<String, Node> fields =
        fields(node, where, Set.of("expression", "steps"), Set.of("expression", "steps"));
    if (fields.containsKey("expression")) {
      expression(fields.get("expression"));
    }
    if (fields.containsKey("steps")) {
      steps(fields.get("steps"), where);
    }
  }

  private void steps(Node node, String where, Set<String> others) {
    Set<String> allowed = new java.util.TreeSet<>(others);
    allowed.add("steps");
    Map<String, Node> fields = fields(node, where, allowed, Set.of("steps"));
    if (fields.containsKey("steps")) {
      steps(fields.get("steps"), where);
    }
  }

  private void setHeader(Node node) {
    Set<String> both = Set.of("name", "expression");
    Map<String, Node> fields = fields(node, "setHeader", both, both);
    Node name = fields.get("name");
    String text = name == null ? null : tree.text(name, "name");
    if (name != null && text != null) {
      checked(name, () -> RouteText.settableHeader(text));
    }
    if (fields.containsKey("expression")) {
      expression(fields.get("expression"));
      if (RouteHeaders.PRIORITY.equals(text)) {
        constantDigit(fields.get("expression"));
      }
    }
  }

  private void constantDigit(Node expression) {
    Node constant = RouteTree.child(expression, "constant");
    Node value = constant == null ? null : RouteTree.child(constant, "expression");
    if (value instanceof ScalarNode scalar) {
      checked(value, () -> Vocabulary.priority(scalar.getValue()));
    } else {
      tree.refuse(
          expression, RouteHeaders.PRIORITY + " without a constant", "Write constant: and a digit");
    }
  }

  private void log(Node node) {
    Map<String, Node> fields =
        fields(node, "log", Set.of("message", "loggingLevel"), Set.of("message"));
    Node message = fields.get("message");
    String text = message == null ? null : tree.text(message, "message");
    if (message != null && text != null) {
      checked(message, () -> RouteText.logMessage(text));
    }
    String level = optional(fields, "loggingLevel");
    if (level != null && !LEVELS.contains(level)) {
      tree.refuse(
          fields.get("loggingLevel"),
          "loggingLevel " + StepRefused.shown(level),
          "Write " + LEVELS);
    }
  }

  private void expression(Node node) {
    Map<String, Node> fields = tree.fields(node, "expression", LANGUAGES, Set.of());
    if (fields.size() != 1) {
      tree.refuse(node, fields.size() + " languages", "Write one of " + LANGUAGES);
    }
    fields.forEach(this::language);
  }

  private void language(String name, Node node) {
    if (!LANGUAGES.contains(name)) {
      return;
    }
    Set<String> allowed =
        name.equals("xpath") ? Set.of("id", "expression", "namespace") : Set.of("id", "expression");
    Map<String, Node> fields = tree.fields(node, name, allowed, Set.of("expression"));
    Node expression = fields.get("expression");
    String text = expression == null ? null : tree.text(expression, "expression");
    if (expression == null || text == null) {
      return;
    }
    checked(
        expression,
        () -> {
          switch (name) {
            case "constant" -> RouteText.constant(text);
            case "simple" -> RouteText.simple(text);
            case "xpath" -> RouteText.xpath(text);
            default -> RouteText.header(text);
          }
        });
    if (fields.containsKey("namespace")) {
      Set<String> both = Set.of("key", "value");
      for (Node item : tree.items(fields.get("namespace"), "namespace")) {
        tree.fields(item, "namespace", both, both).values().forEach(each -> tree.text(each, "it"));
      }
    }
  }

  private @Nullable Step step(Node uri, String text, @Nullable Node parameters) {
    Matcher address = ADDRESS.matcher(text);
    if (!address.matches()) {
      tree.refuse(
          uri,
          "address '" + shownAddress(text) + "'",
          "Use kanhe:… or direct:<name>; partners are reached only by kanhe:deliver and"
              + " kanhe:answer");
      return null;
    }
    Map<String, String> options = new LinkedHashMap<>();
    if (address.group(2) != null) {
      for (String pair : address.group(2).split("&", -1)) {
        int equals = pair.indexOf('=');
        option(uri, options, pair.substring(0, Math.max(equals, 0)), pair.substring(equals + 1));
      }
    }
    if (parameters != null) {
      // Any name passes here: the vocabulary knows which options an address has.
      tree.fields(parameters, "parameters", RouteTree.keys(parameters), Set.of())
          .forEach((key, node) -> parameter(node, options, key));
    }
    try {
      return vocabulary.read(address.group(1), options);
    } catch (StepRefused e) {
      tree.refuse(uri, e);
      return null;
    }
  }

  private void parameter(Node node, Map<String, String> options, String key) {
    String value = tree.text(node, key);
    if (value != null) {
      option(node, options, key, value);
    }
  }

  private void option(Node node, Map<String, String> options, String key, String value) {
    checked(node, () -> RouteText.value(value));
    // Decoding would let a file say one thing to its reader and another to Camel.
    if (value.contains("%") || value.contains("+")) {
      tree.refuse(
          node, "an encoded character in '" + StepRefused.shown(key) + "'", "Write it plainly");
    } else if (options.put(key, value) != null) {
      tree.refuse(node, "option '" + StepRefused.shown(key) + "' twice", "Keep one of them");
    }
  }

  private String ownDirect(Node uri, String name) {
    if (!name.equals(owner) && !name.startsWith(owner + ".")) {
      tree.refuse(uri, "direct:" + name, "Write direct:" + owner + ".<name>");
    }
    return name;
  }

  private void checkDirects() {
    calledDirects.forEach(
        (name, node) -> {
          if (!definedDirects.containsKey(name)) {
            tree.refuse(
                node, "direct:" + name + " leads nowhere", "Add a route from it to this file");
          }
        });
  }

  private Map<String, Node> fields(
      Node node, String where, Set<String> allowed, Set<String> needed) {
    Set<String> all = new java.util.HashSet<>(allowed);
    all.addAll(Set.of("id", "description", "note"));
    return tree.fields(node, where, all, needed);
  }

  private @Nullable String optional(Map<String, Node> fields, String key) {
    return fields.containsKey(key) ? tree.text(fields.get(key), key) : null;
  }

  /** An address as a refusal shows it: without options, which may hold a password. */
  private static String shownAddress(String text) {
    int query = text.indexOf('?');
    String shown = StepRefused.shown(query < 0 ? text : text.substring(0, query));
    return shown.replaceAll("//[^/]*@", "//…@");
  }

  private void checked(Node node, Check check) {
    try {
      check.run();
    } catch (StepRefused e) {
      tree.refuse(node, e);
    }
  }

  @FunctionalInterface
  private interface Check {
    void run() throws StepRefused;
  }
}
