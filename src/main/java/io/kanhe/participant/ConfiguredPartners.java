package io.kanhe.participant;

import io.kanhe.platform.yaml.YamlNode;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

  /** The agreements under which {@code sender} may send a service, the first of the file first. */
  public List<Agreement> agreements(ParticipantId sender, String serviceId, LocalDate day) {
    return agreements.inForce(sender, serviceId, day);
  }

  /** A participant of one of those roles that may send the service, by the order of ids. */
  public Optional<Participant> sender(String serviceId, Iterable<Role> roles, LocalDate day) {
    for (Role role : roles) {
      for (Participant each : registry.byRole(role)) {
        if (!agreements(each.id(), serviceId, day).isEmpty()) {
          return Optional.of(each);
        }
      }
    }
    return Optional.empty();
  }
}
