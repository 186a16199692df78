package io.kanhe.catalogue;

import io.kanhe.platform.yaml.YamlNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Code lists of the domain, as read from {@code config/catalogue/code-lists.yaml}. Immutable. */
public final class CodeLists {

  private static final Pattern ID = Pattern.compile("[CK]L-[0-9]{2}[a-z]?");
  private static final Pattern CODE = Pattern.compile("[0-9A-Za-z][0-9A-Za-z_-]{0,39}");

  private final Map<String, CodeList> lists;

  private CodeLists(Map<String, CodeList> lists) {
    this.lists = Collections.unmodifiableMap(new LinkedHashMap<>(lists));
  }

  /** A name in Chinese and English. */
  public record Label(String zh, String en) {}

  /**
   * @param codes in the order of the file
   */
  public record CodeList(String id, Label name, Map<String, Label> codes) {

    public CodeList {
      codes = Collections.unmodifiableMap(new LinkedHashMap<>(codes));
    }
  }

  /**
   * @throws io.kanhe.platform.KanheException 5006 CONFIGURATION_INVALID
   */
  static CodeLists read(YamlNode root) {
    root.keys(Set.of("lists"), Set.of());
    Map<String, CodeList> lists = new LinkedHashMap<>();
    YamlNode.Problems problems = new YamlNode.Problems();
    root.get("lists")
        .entries()
        .forEach(
            (id, node) ->
                problems.attempt(() -> list(id, node)).ifPresent(list -> lists.put(id, list)));
    problems.throwIfAny();
    return new CodeLists(lists);
  }

  private static CodeList list(String id, YamlNode node) {
    if (!ID.matcher(id).matches()) {
      throw node.problem("list id '" + id + "'", "an id as CL-12");
    }
    node.keys(Set.of("names", "codes"), Set.of());
    Map<String, Label> codes = new LinkedHashMap<>();
    node.get("codes")
        .entries()
        .forEach(
            (code, label) -> {
              if (!CODE.matcher(code).matches()) {
                throw label.problem("code '" + code + "'", "1 to 40 letters, digits, _ and -");
              }
              codes.put(code, label(label));
            });
    return new CodeList(id, label(node.get("names")), codes);
  }

  static Label label(YamlNode node) {
    node.keys(Set.of("zh", "en"), Set.of());
    return new Label(node.get("zh").text(), node.get("en").text());
  }

  public Optional<CodeList> find(String id) {
    return Optional.ofNullable(lists.get(id));
  }

  /** All lists in the order of the file. */
  public List<CodeList> all() {
    return List.copyOf(lists.values());
  }

  /** The label of a code, empty if list or code are unknown. */
  public Optional<Label> label(String list, String code) {
    return find(list).map(each -> each.codes().get(code));
  }

  @Override
  public String toString() {
    return "CodeLists" + lists.keySet();
  }
}
