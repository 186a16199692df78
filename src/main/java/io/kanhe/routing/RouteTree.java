package io.kanhe.routing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A YAML document with the line of every node, and the problems found in it so far. Read by the
 * same parser with which Camel reads route files, so that both see the same document.
 */
final class RouteTree {

  private static final int MAX_DEPTH = 40;
  private static final String STANDARD_TAG = "tag:yaml.org,2002:";

  private final String file;
  private final List<RouteProblem> problems = new ArrayList<>();
  private @Nullable Node root;

  private RouteTree(String file) {
    this.file = file;
  }

  static RouteTree read(String file, String text) {
    RouteTree tree = new RouteTree(file);
    LoadSettings settings = LoadSettings.builder().setLabel(file).setUseMarks(true).build();
    try {
      if (tree.holdsNoAlias(settings, text)) {
        Optional<Node> root = new Compose(settings).composeString(text);
        tree.root = root.orElse(null);
      }
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(Mark::getLine).orElse(0) + 1;
      tree.problems.add(new RouteProblem(file, line, "not YAML", "Check indentation and quotes"));
    } catch (YamlEngineException e) {
      tree.problems.add(new RouteProblem(file, 1, "not YAML", "Check indentation and quotes"));
    }
    if (tree.problems.isEmpty() && tree.root == null) {
      tree.problems.add(new RouteProblem(file, 1, "an empty file", "Add - route:, or delete it"));
    }
    return tree;
  }

  @Nullable Node root() {
    return root;
  }

  List<RouteProblem> problems() {
    return problems;
  }

  void refuse(Node node, String found, String instead) {
    problems.add(new RouteProblem(file, line(node), found, instead));
  }

  void refuse(Node node, StepRefused refused) {
    refuse(node, refused.found(), refused.instead());
  }

  static int line(Node node) {
    return node.getStartMark().map(Mark::getLine).orElse(0) + 1;
  }

  /** The line of a JSON pointer such as {@code /0/route/from}; of the nearest node that exists. */
  int line(String pointer) {
    Node node = root;
    int line = node == null ? 1 : line(node);
    for (String part : pointer.split("/")) {
      if (part.isEmpty() || node == null) {
        continue;
      }
      node = child(node, part);
      line = node == null ? line : line(node);
    }
    return line;
  }

  /** The fields of a mapping. Refuses others than {@code allowed}, and missing {@code needed}. */
  Map<String, Node> fields(Node node, String where, Set<String> allowed, Set<String> needed) {
    Map<String, Node> fields = new LinkedHashMap<>();
    if (!(node instanceof MappingNode mapping)) {
      refuse(node, where + " is not a mapping", "Write fields below it, one 'name: value' a line");
      return fields;
    }
    for (NodeTuple tuple : mapping.getValue()) {
      String key = text(tuple.getKeyNode(), where);
      if (key == null) {
        continue;
      }
      if (fields.put(key, tuple.getValueNode()) != null) {
        refuse(tuple.getKeyNode(), "'" + StepRefused.shown(key) + "' twice", "Keep one of them");
      } else if (!allowed.contains(key)) {
        refuse(
            tuple.getKeyNode(),
            "'" + StepRefused.shown(key) + "' in " + where,
            RouteAdvice.forField(key, new TreeSet<>(allowed)));
      }
    }
    for (String key : new TreeSet<>(needed)) {
      if (!fields.containsKey(key)) {
        refuse(node, where + " without '" + key + "'", "Add " + key + ":");
      }
    }
    return fields;
  }

  /** The items of a sequence. */
  List<Node> items(Node node, String where) {
    if (node instanceof SequenceNode sequence) {
      return sequence.getValue();
    }
    refuse(node, where + " is not a list", "Write a list, each item after '- '");
    return List.of();
  }

  /** The text of a scalar, checked as {@link RouteText#any}; {@code null} after a refusal. */
  @Nullable String text(Node node, String where) {
    if (!(node instanceof ScalarNode scalar)) {
      refuse(node, where + " is not a plain value", "Write one value on the line");
      return null;
    }
    try {
      RouteText.any(scalar.getValue());
    } catch (StepRefused e) {
      refuse(node, e);
      return null;
    }
    return scalar.getValue();
  }

  /** Refuses tags and too deep nesting: both exist only to make a parser do more than read. */
  void checkShape() {
    Node start = root;
    if (start != null) {
      checkShape(start, 0);
    }
  }

  private void checkShape(Node node, int depth) {
    if (depth > MAX_DEPTH) {
      refuse(node, "more than " + MAX_DEPTH + " levels", "Split the route by direct:");
      return;
    }
    if (!node.getTag().getValue().startsWith(STANDARD_TAG)) {
      refuse(node, "a tag '!'", "Write the value without a tag");
    }
    if (node instanceof SequenceNode sequence) {
      sequence.getValue().forEach(item -> checkShape(item, depth + 1));
    } else if (node instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        checkShape(tuple.getKeyNode(), depth + 1);
        checkShape(tuple.getValueNode(), depth + 1);
      }
    }
  }

  private boolean holdsNoAlias(LoadSettings settings, String text) {
    int documents = 0;
    for (Event event : new Parse(settings).parseString(text)) {
      int line = event.getStartMark().map(Mark::getLine).orElse(0) + 1;
      if (event.getEventId() == Event.ID.Alias) {
        problems.add(new RouteProblem(file, line, "an alias '*'", "Repeat the lines"));
      } else if (event.getEventId() == Event.ID.DocumentStart && ++documents > 1) {
        problems.add(new RouteProblem(file, line, "a second document", "Leave out '---'"));
      }
    }
    return problems.isEmpty();
  }

  /** The names of a mapping's fields. */
  static Set<String> keys(Node node) {
    Set<String> keys = new TreeSet<>();
    if (node instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        keys.add(tuple.getKeyNode() instanceof ScalarNode key ? key.getValue() : "");
      }
    }
    return keys;
  }

  static @Nullable Node child(Node node, String part) {
    if (node instanceof SequenceNode sequence && part.matches("[0-9]{1,6}")) {
      int index = Integer.parseInt(part);
      return index < sequence.getValue().size() ? sequence.getValue().get(index) : null;
    }
    Map<String, Node> children = new HashMap<>();
    if (node instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        if (tuple.getKeyNode() instanceof ScalarNode key) {
          children.put(key.getValue(), tuple.getValueNode());
        }
      }
    }
    return children.get(part);
  }
}
