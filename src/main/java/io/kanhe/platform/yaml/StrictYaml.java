package io.kanhe.platform.yaml;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionEndEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.representer.Representer;

/**
 * A subset of YAML 1.1 in which a file can mean one thing only: one document, no anchors, aliases,
 * tags or merge keys, no key twice. Only nodes are composed; no object is ever constructed from a
 * file.
 */
final class StrictYaml {

  private static final int MAX_BYTES = 1 << 20;
  private static final int MAX_DEPTH = 20;
  private static final String MERGE_KEY = "<<";

  private StrictYaml() {}

  static YamlNode read(Path file, String name) {
    String text = load(file, name);
    try {
      checkEvents(name, text);
      Node root = yaml().compose(new StringReader(text));
      if (root == null) {
        throw problem(name, 1, "found an empty file, expected a mapping of keys to values");
      }
      checkKeys(name, root);
      return new YamlNode(name, "", root);
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      int column = e.getProblemMark() == null ? 1 : e.getProblemMark().getColumn() + 1;
      throw problem(
          name,
          line,
          "found something that is not YAML at column "
              + column
              + ", expected 'key: value' with spaces for indentation, and quotes around text that holds ': ' or '#'");
    } catch (YAMLException e) {
      throw problem(
          name, 1, "found a character or size that YAML does not allow, expected plain UTF-8 text");
    }
  }

  static KanheException problem(String file, int line, String text) {
    return new KanheException(ErrorCode.CONFIGURATION_INVALID, file + ":" + line + ": " + text);
  }

  private static String load(Path file, String name) {
    try {
      long size = Files.size(file);
      if (size > MAX_BYTES) {
        throw problem(name, 1, "found " + size + " bytes, expected at most " + MAX_BYTES);
      }
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
              .toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw problem(name, 1, "found bytes that are not UTF-8, expected a file in UTF-8");
    } catch (IOException e) {
      throw problem(name, 1, "found no readable file, expected one");
    }
  }

  private static Yaml yaml() {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(MAX_BYTES);
    options.setNestingDepthLimit(MAX_DEPTH);
    options.setMaxAliasesForCollections(0);
    DumperOptions dumper = new DumperOptions();
    return new Yaml(new SafeConstructor(options), new Representer(dumper), dumper, options);
  }

  private static void checkEvents(String name, String text) {
    int documents = 0;
    int depth = 0;
    for (Event event : yaml().parse(new StringReader(text))) {
      int line = event.getStartMark().getLine() + 1;
      if (event instanceof DocumentStartEvent && ++documents > 1) {
        throw problem(name, line, "found a second document, expected one");
      }
      if (event instanceof AliasEvent
          || event instanceof NodeEvent node && node.getAnchor() != null) {
        throw problem(name, line, "found an anchor or alias, expected the value written out");
      }
      if (event instanceof ScalarEvent scalar && scalar.getTag() != null
          || event instanceof CollectionStartEvent start && start.getTag() != null) {
        throw problem(name, line, "found a tag, expected a plain value");
      }
      depth +=
          event instanceof CollectionStartEvent ? 1 : event instanceof CollectionEndEvent ? -1 : 0;
      if (depth > MAX_DEPTH) {
        throw problem(name, line, "found more than " + MAX_DEPTH + " levels, expected fewer");
      }
    }
  }

  private static void checkKeys(String name, Node node) {
    if (node instanceof SequenceNode sequence) {
      sequence.getValue().forEach(each -> checkKeys(name, each));
    }
    if (node instanceof MappingNode mapping) {
      Set<String> seen = new HashSet<>();
      for (NodeTuple tuple : mapping.getValue()) {
        int line = tuple.getKeyNode().getStartMark().getLine() + 1;
        if (!(tuple.getKeyNode() instanceof ScalarNode key) || key.getValue().equals(MERGE_KEY)) {
          throw problem(name, line, "found a key that is not a plain name, expected one");
        }
        if (!seen.add(key.getValue())) {
          throw problem(name, line, "found key '" + key.getValue() + "' twice, expected once");
        }
        checkKeys(name, tuple.getValueNode());
      }
    }
  }
}
