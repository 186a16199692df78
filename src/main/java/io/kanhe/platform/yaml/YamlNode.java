package io.kanhe.platform.yaml;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.util.unit.DataSize;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * One value of a YAML file, with the place where it stands. Scalars are read as they are written:
 * {@code 331000} is the text 331000 and {@code no} is not false.
 *
 * <p>Every getter throws {@link KanheException} 5006 CONFIGURATION_INVALID with {@code file:line:
 * found, expected} if the value has another shape.
 */
public final class YamlNode {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)}");
  private static final int LONGEST_SHOWN = 60;

  private final String file;
  private final String key;
  private final Node node;

  YamlNode(String file, String key, Node node) {
    this.file = file;
    this.key = key;
    this.node = node;
  }

  /**
   * Reads a file that holds one mapping.
   *
   * @param shownName how messages name the file
   */
  public static YamlNode read(Path file, String shownName) {
    return StrictYaml.read(file, shownName);
  }

  /** As {@link #read(Path, String)}; messages name the file relative to {@code home}. */
  public static YamlNode read(Path file, Path home) {
    Path absolute = file.toAbsolutePath().normalize();
    Path root = home.toAbsolutePath().normalize();
    Path shown = absolute.startsWith(root) ? root.relativize(absolute) : absolute;
    return read(file, shown.toString().replace('\\', '/'));
  }

  /** Checks the keys of this mapping; names all unknown and all missing ones at once. */
  public YamlNode keys(Set<String> required, Set<String> optional) {
    Problems problems = new Problems();
    Map<String, YamlNode> entries = entries();
    for (Map.Entry<String, YamlNode> entry : entries.entrySet()) {
      if (!required.contains(entry.getKey()) && !optional.contains(entry.getKey())) {
        List<String> known = new ArrayList<>(required);
        known.addAll(optional);
        problems.add(
            entry
                .getValue()
                .problem("unknown key '" + shown(entry.getKey()) + "'", "one of " + sorted(known)));
      }
    }
    for (String name : sorted(required)) {
      if (!entries.containsKey(name)) {
        problems.add(
            problem(
                "no key '" + name + "'" + (key.isEmpty() ? "" : " in " + key), "a value for it"));
      }
    }
    problems.throwIfAny();
    return this;
  }

  public YamlNode get(String name) {
    return find(name).orElseThrow(() -> problem("no key '" + name + "'", "a value for it"));
  }

  public Optional<YamlNode> find(String name) {
    return Optional.ofNullable(entries().get(name));
  }

  /** The entries of a mapping in the order of the file. */
  public Map<String, YamlNode> entries() {
    if (!(node instanceof MappingNode mapping)) {
      throw problem(what(), "a mapping of keys to values");
    }
    Map<String, YamlNode> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      String name = ((ScalarNode) tuple.getKeyNode()).getValue();
      entries.put(name, new YamlNode(file, name, tuple.getValueNode()));
    }
    return entries;
  }

  public boolean isList() {
    return node instanceof SequenceNode;
  }

  public List<YamlNode> items() {
    if (!(node instanceof SequenceNode sequence)) {
      throw problem(what(), "a list");
    }
    return sequence.getValue().stream().map(each -> new YamlNode(file, key, each)).toList();
  }

  /** Reads every item; tells the problems of all items at once. */
  public <T> List<T> items(Function<YamlNode, T> reader) {
    Problems problems = new Problems();
    List<T> read = new ArrayList<>();
    for (YamlNode item : items()) {
      problems.attempt(() -> reader.apply(item)).ifPresent(read::add);
    }
    problems.throwIfAny();
    return List.copyOf(read);
  }

  public String text() {
    String text = scalar();
    if (text.contains("${")) {
      throw problem(
          "a placeholder in " + key, "a plain value: placeholders are for endpoints only");
    }
    return text;
  }

  /** The text with each {@code ${name}} replaced; only names in {@code placeholders} are known. */
  public String text(Map<String, String> placeholders) {
    Matcher matcher = PLACEHOLDER.matcher(scalar());
    StringBuilder text = new StringBuilder();
    while (matcher.find()) {
      String value = placeholders.get(matcher.group(1));
      if (value == null) {
        throw problem(
            "unknown placeholder '" + shown(matcher.group(1)) + "'",
            "one of " + sorted(placeholders.keySet()));
      }
      matcher.appendReplacement(text, Matcher.quoteReplacement(value));
    }
    return matcher.appendTail(text).toString();
  }

  public String matching(Pattern pattern, String expected) {
    String text = text();
    if (!pattern.matcher(text).matches()) {
      throw problem(quoted(text), expected);
    }
    return text;
  }

  /**
   * Converts the text; an {@link IllegalArgumentException} of {@code conversion} becomes a problem.
   */
  public <T> T as(Function<String, T> conversion, String expected) {
    String text = text();
    try {
      return conversion.apply(text);
    } catch (IllegalArgumentException e) {
      throw problem(quoted(text), expected);
    }
  }

  public <E extends Enum<E>> E oneOf(Class<E> type) {
    String text = text();
    E[] constants = type.getEnumConstants();
    return Arrays.stream(constants)
        .filter(each -> each.name().equals(text))
        .findFirst()
        .orElseThrow(() -> problem(quoted(text), "one of " + Arrays.toString(constants)));
  }

  public String oneOf(Collection<String> values) {
    String text = text();
    if (!values.contains(text)) {
      throw problem(quoted(text), "one of " + sorted(values));
    }
    return text;
  }

  public long number(long minimum, long maximum) {
    String text = text();
    String expected = "a whole number from " + minimum + " to " + maximum;
    if (!text.matches("-?[0-9]{1,18}")) {
      throw problem(quoted(text), expected);
    }
    long number = Long.parseLong(text);
    if (number < minimum || number > maximum) {
      throw problem(text, expected);
    }
    return number;
  }

  public int integer(int minimum, int maximum) {
    return (int) number(minimum, maximum);
  }

  public boolean flag() {
    return oneOf(Set.of("true", "false")).equals("true");
  }

  public LocalDate date() {
    String text = text();
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw problem(quoted(text), "a date as 2026-08-24");
    }
  }

  /** A size such as {@code 512KB}, {@code 4MB} or {@code 20GB}. */
  public long bytes() {
    return as(text -> DataSize.parse(text).toBytes(), "a size as 512KB, 4MB or 20GB");
  }

  /** A 5006 at the place of this value. */
  public KanheException problem(String found, String expected) {
    return StrictYaml.problem(file, line(), "found " + found + ", expected " + expected);
  }

  public int line() {
    return node.getStartMark().getLine() + 1;
  }

  private String scalar() {
    if (!(node instanceof ScalarNode scalar) || isNothing(scalar)) {
      throw problem(what(), "a text for " + key);
    }
    return scalar.getValue();
  }

  private static boolean isNothing(ScalarNode scalar) {
    return scalar.isPlain() && scalar.getTag().equals(Tag.NULL) || scalar.getValue().isBlank();
  }

  private String what() {
    if (node instanceof MappingNode) {
      return "a mapping";
    }
    if (node instanceof SequenceNode) {
      return "a list";
    }
    return isNothing((ScalarNode) node) ? "nothing" : quoted(((ScalarNode) node).getValue());
  }

  private String quoted(String text) {
    return (key.isEmpty() ? "" : key + " ") + "'" + shown(text) + "'";
  }

  private static String shown(String text) {
    String shown = text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "…" : text;
    return shown.replaceAll("\\p{Cntrl}", "?");
  }

  private static List<String> sorted(Collection<String> values) {
    return values.stream().sorted().collect(Collectors.toList());
  }

  /** File and line only: values may be long. */
  @Override
  public String toString() {
    return file + ":" + line();
  }

  /** Problems found so far in one or several files, told together. */
  public static final class Problems {

    private final List<String> messages = new ArrayList<>();

    public void add(KanheException problem) {
      messages.add(problem.getMessage());
    }

    /** Runs {@code work}; a 5006 is kept for {@link #throwIfAny}. */
    public <T> Optional<T> attempt(java.util.function.Supplier<T> work) {
      try {
        return Optional.of(work.get());
      } catch (KanheException e) {
        if (e.code() != ErrorCode.CONFIGURATION_INVALID) {
          throw e;
        }
        add(e);
        return Optional.empty();
      }
    }

    /**
     * @throws KanheException 5006 with one line for each problem
     */
    public void throwIfAny() {
      if (!messages.isEmpty()) {
        throw new KanheException(ErrorCode.CONFIGURATION_INVALID, String.join("\n", messages));
      }
    }
  }
}
