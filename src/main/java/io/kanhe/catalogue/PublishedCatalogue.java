package io.kanhe.catalogue;

import io.kanhe.message.Direction;
import io.kanhe.message.Payload;
import io.kanhe.participant.ParticipantId;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.platform.yaml.YamlNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The catalogue as its readers outside get it: services, samples, schema files. Needs no gateway.
 * Immutable.
 */
public final class PublishedCatalogue {

  private static final String SAMPLES = "samples";
  private static final String SENDERS = "senders.yaml";
  private static final Pattern IMPORT = Pattern.compile("schemaLocation=\"([^\"]+)\"");

  private final Path folder;
  private final CodeLists lists;
  private final Catalogue catalogue;

  private PublishedCatalogue(Path folder, CodeLists lists, Catalogue catalogue) {
    this.folder = folder;
    this.lists = lists;
    this.catalogue = catalogue;
  }

  /**
   * @param folder {@code config/catalogue}
   * @throws KanheException 5006 CONFIGURATION_INVALID
   */
  public static PublishedCatalogue read(Path folder) {
    CodeLists lists =
        CodeLists.read(YamlNode.read(folder.resolve(YamlCatalogue.CODE_LISTS), folder));
    return new PublishedCatalogue(
        folder, lists, YamlCatalogue.read(folder, folder, lists, Identifiers.read(folder, folder)));
  }

  /** Of a catalogue that is read already. */
  public static PublishedCatalogue of(Path folder, CodeLists lists, Catalogue catalogue) {
    return new PublishedCatalogue(folder, lists, catalogue);
  }

  /** Services that are configured, in the order of their ids; the acknowledgement is built in. */
  public List<Service> services() {
    return catalogue.all().stream()
        .filter(each -> !each.id().equals(AcknowledgementService.describe().id()))
        .toList();
  }

  public Optional<Service> service(String id) {
    return services().stream().filter(each -> each.id().equals(id)).findFirst();
  }

  public CodeLists codeLists() {
    return lists;
  }

  /** Region codes as the gateway knows them (CL-01), a CSV file. */
  public byte[] regions() {
    return bytes("regions.csv");
  }

  /** A sample of every format of a service for which there is one, in the catalogue's order. */
  public List<SampleMessage> samples(Service service) {
    SortedMap<String, byte[]> files = sampleFiles();
    Map<String, ParticipantId> senders = senders();
    List<SampleMessage> samples = new ArrayList<>();
    for (Service.Operation operation : service.operations()) {
      for (Service.Format format : operation.formats()) {
        files.entrySet().stream()
            .filter(each -> isOf(format, each.getKey(), each.getValue()))
            .findFirst()
            .ifPresent(
                each ->
                    samples.add(
                        new SampleMessage(
                            service,
                            operation,
                            format,
                            direction(operation, format),
                            each.getKey(),
                            sender(senders, each.getKey()),
                            each.getValue())));
      }
    }
    return List.copyOf(samples);
  }

  /**
   * The schema files that a service's XML formats need, all of them, by file name; also those of
   * encrypted parts, whose names go on where that of the format ends.
   */
  public SortedMap<String, byte[]> schemas(Service service) {
    SortedMap<String, byte[]> files = new TreeMap<>();
    for (Service.Operation operation : service.operations()) {
      for (Service.Format format : operation.formats()) {
        if (format.contract() instanceof XsdContract xml) {
          addSchema(xml.schemaFile(), files);
          String stem = xml.schemaFile().replaceFirst("-[0-9.]+xsd$", "-");
          schemaFiles()
              .filter(each -> each.startsWith(stem))
              .forEach(each -> addSchema(each, files));
        }
      }
    }
    return files;
  }

  /** What docs/services.md says of a service, in Markdown. */
  public String describe(Service service) {
    return new ServicesDocument(lists).describe(service);
  }

  /** The code lists that the fields of a service name. */
  public List<CodeLists.CodeList> lists(Service service) {
    Set<String> ids = new TreeSet<>(Set.of("CL-18", "CL-19"));
    for (Service.Operation operation : service.operations()) {
      for (Service.Format format : operation.formats()) {
        for (Field field : format.contract().fields()) {
          ids.addAll(List.of(field.notes().list().split("[/,; ]+")));
        }
      }
    }
    return lists.all().stream().filter(each -> ids.contains(each.id())).toList();
  }

  private Stream<String> schemaFiles() {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(each -> each.getFileName().toString())
          .filter(each -> each.endsWith(".xsd"))
          .sorted()
          .toList()
          .stream();
    } catch (IOException e) {
      throw new KanheException(
          ErrorCode.CONFIGURATION_INVALID, "found no folder of schemas, expected catalogue", e);
    }
  }

  /** The schema of a table: Table Schema for CSV, JSON Schema of one line for NDJSON. */
  public Optional<String> tableSchema(Service.Format format) {
    if (format.contract() instanceof CsvContract csv) {
      return Optional.of(new TableSchema(csv.format(), lists).ofCsv());
    }
    if (format.contract() instanceof NdjsonContract ndjson) {
      return Optional.of(new TableSchema(ndjson.format(), lists).ofLine(format.name()));
    }
    return Optional.empty();
  }

  private void addSchema(String name, Map<String, byte[]> files) {
    if (files.containsKey(name)) {
      return;
    }
    byte[] schema =
        name.equals(CodeListSchema.FILE)
            ? CodeListSchema.of(lists).getBytes(StandardCharsets.UTF_8)
            : bytes(name);
    files.put(name, schema);
    Matcher imported = IMPORT.matcher(new String(schema, StandardCharsets.UTF_8));
    while (imported.find()) {
      addSchema(imported.group(1), files);
    }
  }

  private static Direction direction(Service.Operation operation, Service.Format format) {
    return (format.directions().isEmpty() ? operation.directions() : format.directions())
        .stream().min(Comparator.naturalOrder()).orElseThrow();
  }

  private Map<String, ParticipantId> senders() {
    Map<String, ParticipantId> senders = new TreeMap<>();
    YamlNode.read(folder.resolve(SAMPLES).resolve(SENDERS), folder)
        .keys(Set.of("senders"), Set.of())
        .get("senders")
        .entries()
        .forEach(
            (id, files) ->
                files
                    .items(YamlNode::text)
                    .forEach(each -> senders.put(each, new ParticipantId(id))));
    return senders;
  }

  private static ParticipantId sender(Map<String, ParticipantId> senders, String file) {
    ParticipantId sender = senders.get(file);
    if (sender == null) {
      throw new KanheException(
          ErrorCode.CONFIGURATION_INVALID,
          SAMPLES + "/" + SENDERS + ": found no sender of " + file + ", expected one");
    }
    return sender;
  }

  private static boolean isOf(Service.Format format, String file, byte[] content) {
    return format.kind() == Service.Kind.XML
        ? file.endsWith(".xml") && format.contract().appliesTo(new Payload.Inline(content))
        : file.startsWith(format.name() + ".");
  }

  private SortedMap<String, byte[]> sampleFiles() {
    SortedMap<String, byte[]> found = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder.resolve(SAMPLES))) {
      for (Path each : files.filter(Files::isRegularFile).toList()) {
        found.put(each.getFileName().toString(), Files.readAllBytes(each));
      }
      return found;
    } catch (IOException e) {
      throw new KanheException(
          ErrorCode.CONFIGURATION_INVALID, "found no folder of samples, expected " + SAMPLES, e);
    }
  }

  private byte[] bytes(String name) {
    try {
      return Files.readAllBytes(folder.resolve(name));
    } catch (IOException e) {
      throw new KanheException(
          ErrorCode.CONFIGURATION_INVALID, name + ": found no readable file, expected one", e);
    }
  }

  @Override
  public String toString() {
    return "PublishedCatalogue[" + services().size() + " services]";
  }
}
