package io.kanhe.service.livestock;

import io.kanhe.catalogue.Identifiers;
import io.kanhe.message.Digest;
import io.kanhe.message.xml.XmlElement;
import io.kanhe.message.xml.XmlLimits;
import io.kanhe.message.xml.XmlPath;
import io.kanhe.message.xml.XmlReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A {@code DisposalRecord} that kept its schema, without what it says of persons.
 *
 * @param certNo empty if it has none
 * @param species code list CL-15
 * @param stage kind of animal, KL-18
 * @param deathCause code list CL-14
 * @param plant unified social credit code of the plant
 * @param quantity animals collected
 * @param received animals that the plant counted
 * @param totalWeight kilograms
 */
record DisposalRecord(
    String recordNo,
    String certNo,
    String species,
    String stage,
    String deathCause,
    State state,
    Times times,
    @Nullable String plant,
    @Nullable String method,
    int quantity,
    @Nullable Integer received,
    BigDecimal totalWeight,
    List<Animal> animals) {

  /** The service of all disposal messages. */
  static final String SERVICE = "ah.disposal";

  static final String NAMESPACE = "urn:kanhe:ah:1.0";

  /** Animals culled by order are paid for in another way than those that died. */
  private static final String CULLED = "EPIDEMIC_CULL";

  DisposalRecord {
    animals = List.copyOf(animals);
  }

  /** How far a disposal is, in order; a cancelled one goes no further. */
  enum State {
    REPORTED,
    COLLECTED,
    RECEIVED,
    PROCESSED,
    CANCELLED
  }

  /** When each step was done; {@code null}: not yet. */
  record Times(
      OffsetDateTime report,
      @Nullable OffsetDateTime collect,
      @Nullable OffsetDateTime receive,
      @Nullable OffsetDateTime process) {}

  /**
   * @param weight kilograms
   */
  record Animal(String earTag, BigDecimal weight) {}

  static DisposalRecord read(byte[] payload) {
    XmlElement root = XmlReader.parse(payload, XmlLimits.defaults()).root();
    Optional<XmlElement> plant = XmlPath.children(root, "plant").stream().findFirst();
    return new DisposalRecord(
        text(root, "recordNo"),
        text(root, "certNo"),
        text(root, "species"),
        text(root, "animalStage"),
        text(root, "deathCause"),
        State.valueOf(text(root, "status")),
        new Times(
            OffsetDateTime.parse(text(root, "reportTime")),
            time(Optional.of(root), "collectTime"),
            time(plant, "receiveTime"),
            time(plant, "processTime")),
        child(plant, "uscc").map(Identifiers::plain).orElse(null),
        child(plant, "method").orElse(null),
        Integer.parseInt(text(root, "quantity")),
        child(plant, "receivedQuantity").map(Integer::valueOf).orElse(null),
        new BigDecimal(text(root, "totalWeight")),
        XmlPath.all(root, "DisposalRecord/animals/animal").stream()
            .map(
                each ->
                    new Animal(
                        Identifiers.plain(text(each, "earTag")),
                        new BigDecimal(text(each, "weight"))))
            .toList());
  }

  boolean isCulled() {
    return deathCause.equals(CULLED);
  }

  /** How a claim on these animals is dealt with: {@code DISPOSAL} or {@code EPIDEMIC_CULL}. */
  String claimPath() {
    return isCulled() ? CULLED : "DISPOSAL";
  }

  List<String> tags() {
    return animals.stream().map(Animal::earTag).toList();
  }

  /** Equal for two records that say the same of the disposal, however they are written. */
  String fingerprint() {
    Stream<Object> parts =
        Stream.of(
            recordNo,
            certNo,
            species,
            stage,
            deathCause,
            state,
            times.report().toInstant(),
            instant(times.collect()),
            instant(times.receive()),
            instant(times.process()),
            Objects.requireNonNullElse(plant, ""),
            Objects.requireNonNullElse(method, ""),
            quantity,
            Objects.requireNonNullElse(received, ""),
            totalWeight.stripTrailingZeros().toPlainString());
    Stream<Object> each =
        animals.stream()
            .flatMap(a -> Stream.of(a.earTag(), a.weight().stripTrailingZeros().toPlainString()));
    String all = Stream.concat(parts, each).map(Object::toString).collect(Collectors.joining("|"));
    return Digest.sha256(all.getBytes(StandardCharsets.UTF_8)).hex();
  }

  @Override
  public String toString() {
    return "DisposalRecord[" + recordNo + " " + state + "]";
  }

  private static Object instant(@Nullable OffsetDateTime time) {
    return time == null ? "" : time.toInstant();
  }

  private static @Nullable OffsetDateTime time(Optional<XmlElement> parent, String name) {
    return child(parent, name).map(OffsetDateTime::parse).orElse(null);
  }

  private static Optional<String> child(Optional<XmlElement> parent, String name) {
    return parent.flatMap(element -> XmlPath.child(element, name));
  }

  private static String text(XmlElement parent, String name) {
    return XmlPath.child(parent, name).orElse("");
  }
}
