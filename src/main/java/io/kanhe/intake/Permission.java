package io.kanhe.intake;

import io.kanhe.catalogue.Catalogue;
import io.kanhe.catalogue.Service;
import io.kanhe.message.Header;
import io.kanhe.participant.Agreement;
import io.kanhe.participant.Agreements;
import io.kanhe.participant.Participant;
import io.kanhe.participant.ParticipantId;
import io.kanhe.participant.Role;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Default deny: the service must be for the roles of sender and recipients (3008), an agreement in
 * force at sentTime must allow sender, service and every recipient (3001); for personal data, and
 * wherever one is stated, service and agreement must also allow purpose and legal basis (3002).
 * Acknowledgements and answers to queries answer a delivery and need no agreement of their own.
 */
final class Permission implements Stage {

  private static final int PERSONAL_DATA = 2;
  private static final String BY_CONSENT = "LB-CONSENT";
  private static final Set<Role> ENTERPRISES =
      EnumSet.of(Role.INSURER, Role.BANK, Role.DISPOSAL_PLANT);
  private static final Set<Role> DEPARTMENTS =
      EnumSet.of(
          Role.POLICE_TRAFFIC,
          Role.POLICE_SECURITY,
          Role.POLICE_ECON,
          Role.MET,
          Role.WATER,
          Role.HUSBANDRY,
          Role.EMERGENCY,
          Role.REGULATOR_LOCAL,
          Role.REGULATOR_HQ,
          Role.POLITICAL_LEGAL,
          Role.GOV_LOCAL);

  private final Catalogue catalogue;
  private final Agreements agreements;

  Permission(Catalogue catalogue, Agreements agreements) {
    this.catalogue = catalogue;
    this.agreements = agreements;
  }

  @Override
  public void check(Dossier dossier) {
    if (dossier.isAcknowledgement()) {
      return;
    }
    Header header = dossier.header();
    Service service =
        catalogue
            .find(header.serviceId(), header.version())
            .orElseThrow(
                () -> new KanheException(ErrorCode.SERVICE_UNKNOWN, "no such service and version"));
    dossier.service(service);
    if (dossier.isAnswer()) {
      // Whether it answers a query that was put to this sender is decided where it is recorded.
      return;
    }
    if (header.agreementId() == null && isGovernmentToEnterprise(dossier)) {
      throw denied("agreementId is missing (expected from a department to an enterprise)");
    }
    List<Agreement> inForce = inForce(dossier.sender(), header);
    if (inForce.isEmpty()) {
      throw denied(
          dossier.sender().id()
              + " may not send "
              + header.serviceId()
              + (header.agreementId() == null ? "" : " under the agreement named"));
    }
    checkRoles(dossier, header, service);
    for (Participant recipient : dossier.recipients()) {
      ParticipantId id = recipient.id();
      List<Agreement> covering = inForce.stream().filter(a -> a.recipients().contains(id)).toList();
      if (covering.isEmpty()) {
        throw denied(dossier.sender().id() + " may not send " + header.serviceId() + " to " + id);
      }
      checkPurpose(header, service, covering);
    }
    if (dossier.recipients().isEmpty()) {
      checkPurpose(header, service, inForce);
    }
    if (BY_CONSENT.equals(header.legalBasis()) && header.consentRef() == null) {
      throw new KanheException(
          ErrorCode.CONSENT_MISSING, "consentRef is missing (expected with " + BY_CONSENT + ")");
    }
  }

  /** Who asks is a consumer of the service, who tells a provider (domain 1.2). */
  private static void checkRoles(Dossier dossier, Header header, Service service) {
    Role sender = dossier.sender().role();
    if (!service.maySend(sender, header.operation(), header.direction())) {
      throw foreign("send", sender, header);
    }
    for (Participant recipient : dossier.recipients()) {
      if (!service.mayReceive(recipient.role(), header.operation(), header.direction())) {
        throw foreign("receive", recipient.role(), header);
      }
    }
  }

  private List<Agreement> inForce(Participant sender, Header header) {
    LocalDate day = ChinaTime.dayOf(header.sentTime().toInstant());
    List<Agreement> all = agreements.inForce(sender.id(), header.serviceId(), day);
    String named = header.agreementId();
    return named == null
        ? all
        : all.stream().filter(agreement -> agreement.id().equals(named)).toList();
  }

  private static void checkPurpose(Header header, Service service, List<Agreement> agreements) {
    String purpose = header.purposeCode();
    String basis = header.legalBasis();
    boolean isPersonal = service.personalDataClassOf(header.operation()) >= PERSONAL_DATA;
    if (!isPersonal && purpose == null && basis == null) {
      return;
    }
    if (purpose == null || basis == null) {
      throw notAllowed(
          "purposeCode or legalBasis is missing (expected: both, and always for personal data)");
    }
    Set<String> purposes = service.purposesOf(header.operation());
    if (!purposes.contains(purpose)) {
      throw notAllowed(
          "purposeCode is not one of the service's (expected: " + new TreeSet<>(purposes) + ")");
    }
    if (!service.terms().allowsBasis(basis)) {
      throw notAllowed(
          "legalBasis is not one of the service's (expected: "
              + service.terms().legalBases()
              + ")");
    }
    boolean allowed =
        agreements.stream()
            .anyMatch(a -> a.purposes().contains(purpose) && a.legalBases().contains(basis));
    if (!allowed) {
      throw notAllowed("no agreement in force allows this purposeCode with this legalBasis");
    }
  }

  private static boolean isGovernmentToEnterprise(Dossier dossier) {
    return DEPARTMENTS.contains(dossier.sender().role())
        && dossier.recipients().stream()
            .anyMatch(recipient -> ENTERPRISES.contains(recipient.role()));
  }

  private static KanheException foreign(String what, Role role, Header header) {
    return new KanheException(
        ErrorCode.ROLE_NOT_ALLOWED,
        role
            + " may not "
            + what
            + " a "
            + header.direction()
            + " of "
            + header.serviceId()
            + " "
            + header.operation());
  }

  private static KanheException denied(String message) {
    return new KanheException(ErrorCode.NO_AGREEMENT, message);
  }

  private static KanheException notAllowed(String message) {
    return new KanheException(ErrorCode.PURPOSE_NOT_ALLOWED, message);
  }
}
