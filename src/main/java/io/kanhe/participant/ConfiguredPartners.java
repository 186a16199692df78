package io.kanhe.participant;

import io.kanhe.platform.yaml.YamlNode;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Participants and agreements of a configuration folder, read without a gateway and without the
 * participants' certificates.
 */
public record ConfiguredPartners(ParticipantRegistry registry, Agreements agreements) {

  /**
   * @param config folder with {@code participants/} and {@code agreements.yaml}
   * @throws io.kanhe.platform.KanheException 5006 CONFIGURATION_INVALID
   */
  public static ConfiguredPartners read(Path config) {
    Path home = config.toAbsolutePath().normalize().getParent();
    ParticipantRegistry registry =
        YamlParticipantRegistry.read(
            config.resolve("participants"),
            new ParticipantFile(
                home,
                Map.of(
                    "kanhe.sandbox.partner-host", "localhost",
                    "kanhe.sandbox.partner-port", "9443"),
                true,
                false));
    return new ConfiguredPartners(
        registry,
        YamlAgreements.read(YamlNode.read(config.resolve("agreements.yaml"), home), registry));
  }

  /**
   * What a header says of the permission to send: the first agreement, the first of its purposes,
   * and a legal basis, one that needs no consent before one that does. Empty without agreement.
   *
   * @param allowed purposes of the operation
   */
  public Optional<Permission> permission(
      ParticipantId sender, String serviceId, Set<String> allowed) {
    return agreements.all().stream()
        .filter(each -> each.sender().equals(sender) && each.serviceId().equals(serviceId))
        .findFirst()
        .map(
            each ->
                new Permission(
                    each.id(),
                    each.purposes().stream()
                        .filter(allowed::contains)
                        .sorted()
                        .findFirst()
                        .orElse(""),
                    each.legalBases().stream()
                        .min(
                            Comparator.comparing((String basis) -> basis.equals(Permission.CONSENT))
                                .thenComparing(Comparator.naturalOrder()))
                        .orElse("")));
  }

  /** Codes of CL-18 and CL-19 under an agreement. */
  public record Permission(String agreementId, String purpose, String legalBasis) {

    private static final String CONSENT = "LB-CONSENT";

    public boolean needsConsent() {
      return legalBasis.equals(CONSENT);
    }
  }
}
