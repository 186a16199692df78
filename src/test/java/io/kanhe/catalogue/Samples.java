package io.kanhe.catalogue;

import io.kanhe.message.Direction;
import io.kanhe.message.Header;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The samples in {@code config/catalogue/samples/} and the operations that they belong to. */
public final class Samples {

  static final Path FOLDER = TestCatalogue.FOLDER.resolve("samples");

  /** One sample under a header with which it is right. */
  public record Sample(String name, String text, Header header) {
    @Override
    public String toString() {
      return header.serviceId() + " " + header.operation() + " " + name;
    }
  }

  private Samples() {}

  /** The text of the sample of that file name. */
  public static String text(String name) {
    try {
      return Files.readString(FOLDER.resolve(name));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Every format of every configured service with the sample that is of this format. */
  public static List<Sample> of(Catalogue catalogue) {
    Map<String, String> texts = texts();
    List<Sample> samples = new ArrayList<>();
    for (Service service : catalogue.all()) {
      if (service.id().startsWith("kanhe.")) {
        continue;
      }
      for (Service.Operation operation : service.operations()) {
        for (Service.Format format : operation.formats()) {
          samples.add(sample(service, operation, format, texts));
        }
      }
    }
    return samples;
  }

  private static Sample sample(
      Service service,
      Service.Operation operation,
      Service.Format format,
      Map<String, String> texts) {
    Direction direction =
        format.directions().stream()
            .sorted()
            .findFirst()
            .orElseGet(() -> operation.directions().stream().sorted().findFirst().orElseThrow());
    Header header = TestCatalogue.header(service.id(), operation.name(), direction);
    return texts.entrySet().stream()
        .filter(
            each ->
                format.kind() == Service.Kind.XML
                    ? each.getKey().endsWith(".xml")
                        && format.contract().appliesTo(TestCatalogue.payload(each.getValue()))
                    : each.getKey().startsWith(format.name() + "."))
        .findFirst()
        .map(each -> new Sample(each.getKey(), each.getValue(), header))
        .orElseThrow(
            () ->
                new AssertionError(
                    "no sample of " + service.id() + " " + operation.name() + " " + format.name()));
  }

  private static Map<String, String> texts() {
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path each : files.toList()) {
        texts.put(each.getFileName().toString(), Files.readString(each));
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return texts;
  }
}
