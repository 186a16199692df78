package io.kanhe.trust;

import io.kanhe.message.Uscc;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The subject of a generated certificate: {@code C=CN, O, OU, CN} and, for an organisation, its
 * unified social credit code as {@code organizationIdentifier} (2.5.4.97).
 *
 * @param commonName of a participant: its id
 */
public record SubjectName(
    String organisation, String unit, String commonName, @Nullable Uscc uscc) {

  public SubjectName {
    Objects.requireNonNull(organisation, "organisation");
    Objects.requireNonNull(unit, "unit");
    Objects.requireNonNull(commonName, "commonName");
  }
}
