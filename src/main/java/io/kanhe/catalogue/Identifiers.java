package io.kanhe.catalogue;

import io.kanhe.message.Uscc;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.platform.yaml.YamlNode;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks of identifiers beyond their form, with what {@code config/catalogue/identifiers.yaml}
 * leaves open. Thread-safe.
 */
public final class Identifiers {

  static final String FILE = "identifiers.yaml";
  static final String VIN_WARNING = "VIN_CHECK_DIGIT";
  static final String REGION_WARNING = "REGION_SUPERSEDED";

  private final Regions regions;
  private final boolean vinRefused;

  private Identifiers(Regions regions, boolean vinRefused) {
    this.regions = regions;
    this.vinRefused = vinRefused;
  }

  /**
   * @throws KanheException 5006 CONFIGURATION_INVALID
   */
  static Identifiers read(Path folder, Path home) {
    YamlNode root =
        YamlNode.read(folder.resolve(FILE), home).keys(Set.of("vinCheckDigit"), Set.of());
    boolean refused = root.get("vinCheckDigit").oneOf(Set.of("warn", "refuse")).equals("refuse");
    return new Identifiers(Regions.read(folder, home), refused);
  }

  /** Knows no regions and takes any VIN of the right form. */
  static Identifiers none() {
    return new Identifiers(Regions.none(), false);
  }

  Regions regions() {
    return regions;
  }

  /** A value in the one form in which it is checked: NFKC, so that full width becomes plain. */
  public static String plain(String value) {
    return Normalizer.isNormalized(value, Normalizer.Form.NFKC)
        ? value
        : Normalizer.normalize(value, Normalizer.Form.NFKC);
  }

  /** An organisation's code, also from one in full width. */
  public static Uscc uscc(String value) {
    return new Uscc(plain(value));
  }

  /**
   * @param value of the form that the schema gives
   * @return the code of a warning
   * @throws KanheException 1002, 1003 or 1004 with the path and never the value
   */
  Optional<String> check(IdentifierType type, String path, String value, @Nullable LocalDate day) {
    if (!type.isPossible(value)) {
      throw refusal(ErrorCode.CONTRACT_VIOLATED, path, "one that cannot exist", type);
    }
    if (!type.hasRightCheckCharacter(value)) {
      if (type == IdentifierType.VIN && !vinRefused) {
        return Optional.of(VIN_WARNING);
      }
      throw refusal(ErrorCode.CHECK_DIGIT_WRONG, path, "a wrong check character", type);
    }
    String region = type.regionOf(value);
    if (region.isEmpty()) {
      return Optional.empty();
    }
    return switch (regions.standing(region, type == IdentifierType.EAR_TAG ? null : day)) {
      case IN_FORCE, OUTSIDE_THE_TABLE -> Optional.empty();
      case SUPERSEDED -> Optional.of(REGION_WARNING);
      case UNKNOWN ->
          throw refusal(ErrorCode.CODE_UNKNOWN, path, "a region that is not listed", type);
    };
  }

  private static KanheException refusal(
      ErrorCode code, String path, String found, IdentifierType type) {
    return new KanheException(code, path + ": found " + found + ", expected " + type.expected());
  }

  @Override
  public String toString() {
    return "Identifiers[" + regions + (vinRefused ? ", VIN refused" : "") + "]";
  }
}
