package io.kanhe.catalogue;

import io.kanhe.message.Direction;
import io.kanhe.message.Header;
import io.kanhe.participant.LegalBasis;
import io.kanhe.participant.Purpose;
import io.kanhe.participant.Role;
import io.kanhe.platform.yaml.YamlNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;

/** Reads one {@code config/catalogue/<service>.yaml} with the schemas it names. */
final class ServiceFile {

  private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]*(\\.[a-z][a-z0-9-]*)+");
  private static final Pattern VERSION = Pattern.compile("[1-9][0-9]{0,2}\\.[0-9]{1,3}");
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");
  private static final Pattern SCHEMA = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*\\.xsd");
  private static final Pattern ROOT = Pattern.compile("(\\{[^{}\\s]+})?[A-Za-z_][A-Za-z0-9_.-]*");
  private static final Pattern PATH =
      Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*(/[A-Za-z_][A-Za-z0-9_.-]*)*");
  private static final long MAX_XML_BYTES = 64L << 20;

  /** Rules that are written in Java; a format names those it wants. */
  private static final Map<String, Function<@Nullable Header, DocumentRule>> RULES =
      Map.of(
          "alert-cap", CapAlertRule::new,
          "alert-native", NativeAlertRule::new,
          "alert-impact", header -> new AlertImpactRule(),
          "plate-type", header -> new PlateTypeRule(),
          "person-id", header -> new PersonIdRule());

  private final Path folder;
  private final CsvFormatReader csvFormats;
  private final String codes;
  private final Identifiers identifiers;
  private final Map<String, CompiledSchema> compiled = new HashMap<>();

  ServiceFile(Path folder, CodeLists codeLists, Identifiers identifiers) {
    this.folder = folder;
    this.csvFormats = new CsvFormatReader(codeLists, identifiers.regions());
    this.codes = CodeListSchema.of(codeLists);
    this.identifiers = identifiers;
  }

  /**
   * @param fileName name of the file without its ending
   * @throws io.kanhe.platform.KanheException 5006 CONFIGURATION_INVALID
   */
  Service read(YamlNode node, String fileName) {
    node.keys(
        Set.of("id", "version", "names", "personalDataClass", "purposes", "operations"),
        Set.of("terms", "retention"));
    String id = node.get("id").matching(ID, "a service id as ew.alert");
    if (!id.equals(fileName)) {
      throw node.get("id").problem("id '" + id + "'", "the name of the file, '" + fileName + "'");
    }
    CodeLists.Label name = CodeLists.label(node.get("names"));
    List<Service.Operation> operations = node.get("operations").items(this::operation);
    if (operations.stream().map(Service.Operation::name).distinct().count() != operations.size()) {
      throw node.get("operations").problem("one operation twice", "names of their own");
    }
    int personalDataClass = node.get("personalDataClass").integer(0, 4);
    Retention retention =
        node.find("retention")
            .map(
                each ->
                    each.as(
                        Retention::parse, "until-acknowledged+72h or an ISO 8601 duration as P30D"))
            .orElse(Retention.ofClass(personalDataClass));
    return new Service(
        id,
        node.get("version").matching(VERSION, "a version as 1.0"),
        name.zh(),
        name.en(),
        personalDataClass,
        purposes(node.get("purposes")),
        node.find("terms").map(ServiceFile::terms).orElse(Service.Terms.ANY),
        operations,
        retention);
  }

  private static Service.Terms terms(YamlNode node) {
    node.keys(Set.of("providers", "consumers", "legalBases"), Set.of("latency"));
    return new Service.Terms(
        roles(node.get("providers")),
        roles(node.get("consumers")),
        Set.copyOf(node.get("legalBases").items(each -> each.oneOf(LegalBasis.codes()))),
        node.find("latency").map(ServiceFile::duration).orElse(null));
  }

  private static Set<Role> roles(YamlNode node) {
    return Set.copyOf(node.items(each -> each.oneOf(Role.class)));
  }

  private static Duration duration(YamlNode node) {
    return node.as(DurationStyle.SIMPLE::parse, "a duration as 3s or 500ms");
  }

  private Service.Operation operation(YamlNode node) {
    node.keys(
        Set.of("name", "directions", "maxBytes", "formats"),
        Set.of(
            "mode",
            "deadline",
            "privacy",
            "encryption",
            "encryptedElement",
            "encryptedFor",
            "senders",
            "receivers"));
    long maxBytes = node.get("maxBytes").bytes();
    List<Service.Format> formats = node.get("formats").items(each -> format(each, maxBytes));
    if (formats.isEmpty()) {
      throw node.get("formats").problem("an empty list", "at least one format");
    }
    Set<Direction> directions =
        Set.copyOf(node.get("directions").items(each -> each.oneOf(Direction.class)));
    Service.Mode mode =
        node.find("mode")
            .map(each -> each.oneOf(Service.Mode.class))
            .orElse(directions.contains(Direction.FEED) ? Service.Mode.B : Service.Mode.P);
    Optional<Duration> deadline =
        node.find("deadline")
            .map(each -> each.as(DurationStyle.SIMPLE::parse, "a duration as 3s or 500ms"));
    if ((mode == Service.Mode.S) != deadline.isPresent()) {
      throw node.problem(
          "mode " + mode + (deadline.isPresent() ? " with a deadline" : " without a deadline"),
          "a deadline with mode S, and with no other");
    }
    return new Service.Operation(
        node.get("name").matching(NAME, "1 to 40 of a-z, 0-9 and -"),
        directions,
        mode,
        deadline.orElse(null),
        node.find("privacy").map(ServiceFile::privacy).orElse(Service.Privacy.NONE),
        maxBytes,
        formats,
        encryption(node, formats),
        new Service.Parties(
            node.find("senders").map(ServiceFile::roles).orElse(Set.of()),
            node.find("receivers").map(ServiceFile::roles).orElse(Set.of())));
  }

  private static Service.Encryption encryption(YamlNode node, List<Service.Format> formats) {
    Service.Encryption.Demand demand =
        node.find("encryption")
            .map(each -> each.oneOf(Service.Encryption.Demand.class))
            .orElse(Service.Encryption.Demand.none);
    Optional<YamlNode> element = node.find("encryptedElement");
    Optional<YamlNode> readers = node.find("encryptedFor");
    if (demand == Service.Encryption.Demand.none) {
      if (element.isPresent() || readers.isPresent()) {
        throw node.problem(
            "encryptedElement or encryptedFor without encryption",
            "encryption: required or optional beside them");
      }
      return Service.Encryption.none();
    }
    if (formats.stream().anyMatch(each -> each.kind() != Service.Kind.XML)) {
      throw node.problem("encryption of a format that is not XML", "XML formats only");
    }
    return new Service.Encryption(
        demand,
        node.get("encryptedElement").matching(PATH, "local names joined by /, the root first"),
        readers.map(ServiceFile::roles).orElse(Set.of()));
  }

  private static Set<String> purposes(YamlNode node) {
    return Set.copyOf(node.items(each -> each.oneOf(Purpose.codes())));
  }

  private static Service.Privacy privacy(YamlNode node) {
    node.keys(Set.of(), Set.of("consent", "subject", "queriesPerOperator", "class", "purposes"));
    return new Service.Privacy(
        node.find("consent")
            .map(each -> each.oneOf(Service.ConsentRule.class))
            .orElse(Service.ConsentRule.BY_BASIS),
        node.find("subject")
            .map(each -> each.matching(PATH, "a path of element names as Query/reporter/idNo"))
            .orElse(null),
        node.find("queriesPerOperator").map(each -> each.integer(1, 1_000_000)).orElse(0),
        node.find("class").map(each -> each.integer(0, 4)).orElse(null),
        node.find("purposes").map(ServiceFile::purposes).orElse(Set.of()));
  }

  private Service.Format format(YamlNode node, long maxBytes) {
    Service.Kind kind = node.get("kind").oneOf(Service.Kind.class);
    String name = node.get("name").matching(NAME, "1 to 40 of a-z, 0-9 and -");
    Contract contract =
        switch (kind) {
          case XML -> xml(node, maxBytes);
          case CSV -> new CsvContract(csvFormats.read(node));
          case NDJSON -> new NdjsonContract(csvFormats.read(node));
        };
    Set<Direction> only =
        node.find("directions")
            .map(each -> Set.copyOf(each.items(one -> one.oneOf(Direction.class))))
            .orElse(Set.of());
    return new Service.Format(name, kind, contract, only);
  }

  private XsdContract xml(YamlNode node, long maxBytes) {
    node.keys(Set.of("name", "kind", "schema", "root"), Set.of("rules", "directions"));
    if (maxBytes > MAX_XML_BYTES) {
      throw node.problem(
          "an XML format with more than " + MAX_XML_BYTES + " bytes", "a smaller maxBytes, or CSV");
    }
    YamlNode schema = node.get("schema");
    String file = schema.matching(SCHEMA, "the name of an .xsd file in catalogue/");
    CompiledSchema known;
    try {
      known = compiled.computeIfAbsent(file, this::compile);
    } catch (io.kanhe.platform.KanheException e) {
      throw schema.problem(
          "schema that does not compile (" + e.getMessage() + ")", "a valid XML Schema 1.0");
    }
    QName root =
        QName.valueOf(node.get("root").matching(ROOT, "a root element as {namespace}name"));
    if (!known.hasElement(root.getLocalPart())) {
      throw node.get("root")
          .problem("root element '" + root.getLocalPart() + "'", "an element of " + file);
    }
    return new XsdContract(
        known,
        root,
        identifiers,
        node.find("rules")
            .map(each -> each.items(rule -> RULES.get(rule.oneOf(RULES.keySet()))))
            .orElse(List.of()));
  }

  private CompiledSchema compile(String file) {
    return CompiledSchema.of(
        file,
        each ->
            each.equals(CodeListSchema.FILE)
                ? codes.getBytes(StandardCharsets.UTF_8)
                : Files.readAllBytes(folder.resolve(each)));
  }
}
