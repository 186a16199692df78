package io.kanhe.admin.bundle;

import io.kanhe.catalogue.CodeLists;
import io.kanhe.catalogue.PublishedCatalogue;
import io.kanhe.catalogue.SampleMessage;
import io.kanhe.catalogue.Service;
import io.kanhe.message.Direction;
import io.kanhe.participant.ConfiguredPartners;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Makes the bundle of each service: the same bytes for the same configuration. Needs no running
 * gateway. Immutable.
 */
public final class ServiceBundles {

  private static final List<String> CLIENTS =
      List.of(
          "java/KanheClient.java",
          "java/KanheCms.java",
          "java/KanheKeys.java",
          "java/KanheReceipt.java",
          "java/KanheSoap.java",
          "java/KanheStomp.java",
          "node/cms.js",
          "node/kanhe-client.js",
          "node/package.json",
          "node/receipt.js",
          "python/kanhe_client.py",
          "sandbox-keys.sh");

  private final PublishedCatalogue catalogue;
  private final ConfiguredPartners partners;
  private final BundleAddresses addresses;

  public ServiceBundles(
      PublishedCatalogue catalogue, ConfiguredPartners partners, BundleAddresses addresses) {
    this.catalogue = catalogue;
    this.partners = partners;
    this.addresses = addresses;
  }

  /**
   * Reads a configuration folder.
   *
   * @throws KanheException 5006 CONFIGURATION_INVALID
   */
  public static ServiceBundles read(Path config, BundleAddresses addresses) {
    return new ServiceBundles(
        PublishedCatalogue.read(config.resolve("catalogue")),
        ConfiguredPartners.read(config),
        addresses);
  }

  public List<Service> services() {
    return catalogue.services();
  }

  /**
   * @throws KanheException 4001 NOT_FOUND
   */
  public Service service(String id) {
    return catalogue
        .service(id)
        .orElseThrow(() -> new KanheException(ErrorCode.NOT_FOUND, "no service has this id"));
  }

  /** Name of a bundle's file without its ending, and of the folder in it. */
  public static String name(Service service) {
    return service.id() + "-" + service.version();
  }

  public byte[] zip(Service service) {
    return BundleZip.of(name(service), parts(service));
  }

  /** Every part of the bundle by its path. */
  public SortedMap<String, byte[]> parts(Service service) {
    List<SampleMessage> samples = catalogue.samples(service);
    SortedMap<String, byte[]> parts = new TreeMap<>();
    catalogue.schemas(service).forEach((file, bytes) -> parts.put("contract/" + file, bytes));
    parts.put("contract/kanhe-envelope-1.xsd", resource("/schema/kanhe-envelope-1.xsd"));
    List<SampleMessage> documents =
        samples.stream().filter(each -> each.root().isPresent()).toList();
    if (!documents.isEmpty()) {
      parts.put(
          "contract/" + service.id() + ".wsdl",
          text(new BundleWsdl(service, documents, addresses.soap()).write()));
    }
    for (SampleMessage each : samples) {
      parts.put("samples/" + each.file(), each.payload());
      catalogue
          .tableSchema(each.format())
          .ifPresent(
              schema ->
                  parts.put("contract/" + each.format().name() + ".schema.json", text(schema)));
      if (isSentByPartners(each)) {
        ExampleMessage example = new ExampleMessage(each, partners);
        parts.put("examples/messages/" + example.file(), text(example.text()));
      }
    }
    catalogue.lists(service).forEach(each -> parts.put("codes/" + each.id() + ".csv", csv(each)));
    parts.put("codes/CL-01-regions.csv", catalogue.regions());
    for (String each : CLIENTS) {
      parts.put("examples/" + each, resource("/bundle/" + each));
    }
    parts.put("examples/kanhe.properties", text(shared()));
    parts.put(
        "README.md",
        text(
            new BundleReadme(service, catalogue.describe(service), addresses)
                .write(examples(samples))));
    return parts;
  }

  /** Of their own accord: no answers, and nothing that the gateway alone says. */
  private boolean isSentByPartners(SampleMessage sample) {
    return sample.direction() != Direction.RESPONSE
        && !sample.sender().equals(partners.registry().gateway().id());
  }

  private Map<String, ExampleMessage> examples(List<SampleMessage> samples) {
    Map<String, ExampleMessage> examples = new TreeMap<>();
    for (SampleMessage each : samples) {
      if (isSentByPartners(each)) {
        ExampleMessage example = new ExampleMessage(each, partners);
        examples.put(example.file(), example);
      }
    }
    return examples;
  }

  private String shared() {
    return """
        # What all messages of a partner share. Values of the sandbox: put those that the operator gave you.
        gateway=%s
        httpsPort=%d
        stompPort=%d
        receiver=%s
        environment=Exercise
        keys=keys
        """
        .formatted(addresses.host(), addresses.https(), addresses.stomp(), addresses.receiver());
  }

  private static byte[] csv(CodeLists.CodeList list) {
    return text(
        "code,zh,en\n"
            + list.codes().entrySet().stream()
                .map(
                    each ->
                        each.getKey()
                            + ","
                            + quoted(each.getValue().zh())
                            + ","
                            + quoted(each.getValue().en())
                            + "\n")
                .collect(Collectors.joining()));
  }

  private static String quoted(String cell) {
    return '"' + cell.replace("\"", "\"\"") + '"';
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] resource(String name) {
    try (InputStream in = ServiceBundles.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the program does not hold " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return "ServiceBundles[" + catalogue + "]";
  }
}
