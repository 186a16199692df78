package io.kanhe.routing;

import io.kanhe.delivery.Askers;
import io.kanhe.intake.AcceptedMessage;
import io.kanhe.message.Direction;
import io.kanhe.participant.Participant;
import io.kanhe.participant.ParticipantId;
import io.kanhe.participant.ParticipantRegistry;
import io.kanhe.participant.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The recipients that {@code to=} names: participants by id, all of a role, {@code asker}: who
 * asked the query that the message is or answers, or {@code addressed}: whom the header names
 * beside the gateway.
 */
record Recipients(
    ParticipantRegistry registry,
    List<ParticipantId> ids,
    List<Role> roles,
    Optional<Askers> askers,
    boolean addressed) {

  private static final String ASKER = "asker";
  private static final String ADDRESSED = "addressed";

  Recipients {
    ids = List.copyOf(ids);
    roles = List.copyOf(roles);
  }

  /**
   * Reads {@code insurer-a,role:EMERGENCY}.
   *
   * @throws StepRefused if a name is unknown
   */
  static Recipients parse(String text, ParticipantRegistry registry, Askers askers)
      throws StepRefused {
    if (text.strip().equals(ASKER)) {
      return new Recipients(registry, List.of(), List.of(), Optional.of(askers), false);
    }
    if (text.strip().equals(ADDRESSED)) {
      return new Recipients(registry, List.of(), List.of(), Optional.empty(), true);
    }
    List<ParticipantId> ids = new ArrayList<>();
    List<Role> roles = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      String name = part.strip();
      if (name.startsWith("role:")) {
        roles.add(role(name.substring("role:".length())));
      } else {
        ids.add(known(name, registry));
      }
    }
    return new Recipients(registry, ids, roles, Optional.empty(), false);
  }

  /**
   * Everybody named who is active, in the order of the route file, each once. Whether agreement and
   * environment allow it is decided, and recorded, when the deliveries are committed.
   */
  List<Participant> of(AcceptedMessage message) {
    if (askers.isPresent()) {
      return askers.get().of(message).flatMap(registry::byId).stream().toList();
    }
    if (addressed) {
      return message.header().receivers().stream()
          .map(registry::byUscc)
          .flatMap(Optional::stream)
          .filter(each -> each.active() && each.role() != Role.GATEWAY)
          .filter(each -> !each.id().equals(message.sender()))
          .distinct()
          .toList();
    }
    Stream<Participant> named = ids.stream().map(registry::byId).flatMap(Optional::stream);
    Stream<Participant> playing = roles.stream().flatMap(role -> registry.byRole(role).stream());
    return Stream.concat(named, playing)
        .filter(Participant::active)
        .filter(each -> !each.id().equals(message.sender()))
        .distinct()
        .toList();
  }

  /**
   * Answers go back to who asked; everything else keeps the direction in which it came. Only what
   * is told of a file is no file.
   */
  Direction direction(AcceptedMessage message) {
    if (askers.isPresent()) {
      return Direction.RESPONSE;
    }
    Direction came = message.header().direction();
    return came == Direction.FEED ? Direction.EVENT : came;
  }

  private static Role role(String name) throws StepRefused {
    try {
      return Role.valueOf(name);
    } catch (IllegalArgumentException e) {
      throw new StepRefused(
          "unknown role '" + StepRefused.shown(name) + "'",
          "Write one of " + Stream.of(Role.values()).map(Objects::toString).toList());
    }
  }

  private static ParticipantId known(String name, ParticipantRegistry registry) throws StepRefused {
    try {
      ParticipantId id = new ParticipantId(name);
      if (registry.byId(id).isPresent()) {
        return id;
      }
    } catch (IllegalArgumentException e) {
      // Not even the shape of an id: the same answer.
    }
    throw new StepRefused(
        "unknown participant '" + StepRefused.shown(name) + "'",
        "Write an id of config/participants or role:<ROLE>, separated by commas");
  }
}
