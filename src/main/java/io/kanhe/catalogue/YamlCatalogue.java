package io.kanhe.catalogue;

import io.kanhe.message.Header;
import io.kanhe.message.Payload;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.platform.yaml.YamlNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The catalogue as read from {@code config/catalogue/}, with the built-in acknowledgement.
 * Immutable.
 */
final class YamlCatalogue implements Catalogue {

  static final String CODE_LISTS = "code-lists.yaml";
  private static final String ENDING = ".yaml";
  private static final Set<String> NOT_SERVICES =
      Set.of(CODE_LISTS, Identifiers.FILE, Mechanism.FILE);

  private final Map<Key, Service> services = new LinkedHashMap<>();

  private record Key(String id, String version) {}

  private YamlCatalogue(Collection<Service> services) {
    services.forEach(each -> this.services.put(new Key(each.id(), each.version()), each));
  }

  /**
   * @param home messages name files relative to it
   * @throws KanheException 5006 CONFIGURATION_INVALID with every problem of every file
   */
  static YamlCatalogue read(Path folder, Path home, CodeLists codeLists, Identifiers identifiers) {
    ServiceFile reader = new ServiceFile(folder, codeLists, identifiers);
    YamlNode.Problems problems = new YamlNode.Problems();
    List<Service> services = new java.util.ArrayList<>();
    for (Path file : files(folder)) {
      String name = file.getFileName().toString().replace(ENDING, "");
      problems.attempt(() -> reader.read(YamlNode.read(file, home), name)).ifPresent(services::add);
    }
    problems.throwIfAny();
    services.add(AcknowledgementService.describe());
    return new YamlCatalogue(services);
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(each -> each.getFileName().toString().endsWith(ENDING))
          .filter(each -> !NOT_SERVICES.contains(each.getFileName().toString()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new KanheException(
          ErrorCode.CONFIGURATION_INVALID,
          "found no folder of services, expected " + folder.getFileName(),
          e);
    }
  }

  @Override
  public Optional<Service> find(String serviceId, String version) {
    return Optional.ofNullable(services.get(new Key(serviceId, version)));
  }

  @Override
  public List<Service> all() {
    return List.copyOf(services.values());
  }

  @Override
  public Optional<Service.Operation> operation(Header header) {
    return find(header.serviceId(), header.version())
        .flatMap(service -> operation(service, header));
  }

  private static Optional<Service.Operation> operation(Service service, Header header) {
    return service.operations().stream()
        .filter(
            each ->
                each.name().equals(header.operation())
                    && each.directions().contains(header.direction()))
        .findFirst();
  }

  @Override
  public Checked check(Header header, Payload payload) {
    Service service =
        find(header.serviceId(), header.version()).orElseThrow(YamlCatalogue::unknown);
    Service.Operation operation = operation(service, header).orElseThrow(YamlCatalogue::unknown);
    long size =
        payload instanceof Payload.Inline inline
            ? inline.bytes().length
            : ((Payload.Stored) payload).sizeBytes();
    if (size > operation.maxBytes()) {
      throw new KanheException(
          ErrorCode.LIMIT_EXCEEDED,
          "found a payload of " + size + " bytes, expected at most " + operation.maxBytes());
    }
    Service.Format format = format(operation, header, payload);
    Contract.Findings findings = format.contract().examine(payload, header);
    return new Checked(service, format.name(), findings.records(), findings.warnings());
  }

  private static KanheException unknown() {
    return new KanheException(
        ErrorCode.SERVICE_UNKNOWN,
        "found a service, version, operation or direction that the catalogue does not list, expected one that it lists");
  }

  /** A single format is always the one: its contract says best what is wrong. */
  private static Service.Format format(
      Service.Operation operation, Header header, Payload payload) {
    List<Service.Format> formats =
        operation.formats().stream().filter(each -> each.isFor(header.direction())).toList();
    if (formats.size() == 1) {
      return formats.get(0);
    }
    return formats.stream()
        .filter(each -> each.contract().appliesTo(payload))
        .findFirst()
        .orElseThrow(() -> noFormat(formats, payload));
  }

  private static KanheException noFormat(List<Service.Format> formats, Payload payload) {
    boolean xmlOnly = formats.stream().allMatch(each -> each.kind() == Service.Kind.XML);
    if (xmlOnly && !formats.isEmpty() && XmlRoot.of(payload).isEmpty()) {
      // The contract of any format finds out whether it is malformed or holds a DOCTYPE.
      formats.get(0).contract().check(payload);
    }
    String names = formats.stream().map(Service.Format::name).collect(Collectors.joining(", "));
    return new KanheException(
        ErrorCode.CONTRACT_VIOLATED,
        "found a payload of no known format, expected one of " + names);
  }

  @Override
  public String toString() {
    return "YamlCatalogue[" + services.size() + " services]";
  }
}
