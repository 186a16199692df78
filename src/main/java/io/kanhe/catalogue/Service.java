package io.kanhe.catalogue;

import io.kanhe.message.Direction;
import io.kanhe.participant.Role;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One kind of exchange, as described in {@code config/catalogue/<id>.yaml}.
 *
 * @param personalDataClass 0 none to 4 police-restricted (domain 1.2)
 * @param purposes the purposes of CL-18 for which the service may be used at all (domain 4.2)
 * @param terms between whom and on which basis of law it may be used
 * @param retention how long bodies of its messages are stored
 */
public record Service(
    String id,
    String version,
    String nameZh,
    String nameEn,
    int personalDataClass,
    Set<String> purposes,
    Terms terms,
    List<Operation> operations,
    Retention retention) {

  /** A service between anybody, on any basis of law. */
  public Service(
      String id,
      String version,
      String nameZh,
      String nameEn,
      int personalDataClass,
      Set<String> purposes,
      List<Operation> operations) {
    this(
        id,
        version,
        nameZh,
        nameEn,
        personalDataClass,
        purposes,
        Terms.ANY,
        operations,
        Retention.ofClass(personalDataClass));
  }

  public Service {
    purposes = Set.copyOf(purposes);
    operations = List.copyOf(operations);
  }

  /**
   * @param maxBytes largest payload
   * @param mode how the exchange goes
   * @param deadline within which a query is answered; {@code null} for every other mode
   * @param privacy what has to be checked of the person asked about
   * @param formats accepted forms of the payload; the first whose root element (XML) or media type
   *     (CSV) fits is used
   * @param encryption whether a part of the payload is closed to the gateway
   * @param parties between whom it goes, where that differs from the service
   */
  public record Operation(
      String name,
      Set<Direction> directions,
      Mode mode,
      @Nullable Duration deadline,
      Privacy privacy,
      long maxBytes,
      List<Format> formats,
      Encryption encryption,
      Parties parties) {

    /** An operation whose payload the gateway reads whole. */
    public Operation(
        String name,
        Set<Direction> directions,
        Mode mode,
        @Nullable Duration deadline,
        Privacy privacy,
        long maxBytes,
        List<Format> formats) {
      this(
          name,
          directions,
          mode,
          deadline,
          privacy,
          maxBytes,
          formats,
          Encryption.none(),
          Parties.OF_THE_SERVICE);
    }

    public Operation {
      directions = Set.copyOf(directions);
      formats = List.copyOf(formats);
      if ((mode == Mode.S) != (deadline != null)) {
        throw new IllegalArgumentException("a deadline belongs to mode S, and to no other");
      }
    }

    public boolean isQuery() {
      return mode == Mode.S;
    }
  }

  /**
   * What has to be checked, and kept for the person's own right to know, when somebody asks about a
   * person (domain 4.4).
   *
   * @param subject path of the identifier in the payload, local names joined by {@code /}, the root
   *     first; {@code null} where no person is asked about
   * @param queriesPerOperator most messages of one operatorRef a day; 0: not limited
   * @param personalDataClass of this operation, where it differs from the service's
   * @param purposes for which this operation may be used, where they are fewer than the service's;
   *     empty: all of them
   */
  public record Privacy(
      ConsentRule consent,
      @Nullable String subject,
      int queriesPerOperator,
      @Nullable Integer personalDataClass,
      Set<String> purposes) {

    public Privacy {
      purposes = Set.copyOf(purposes);
    }

    public Privacy(ConsentRule consent, @Nullable String subject, int queriesPerOperator) {
      this(consent, subject, queriesPerOperator, null, Set.of());
    }

    public static final Privacy NONE = new Privacy(ConsentRule.BY_BASIS, null, 0);
  }

  /** When a consent in force is needed. */
  public enum ConsentRule {
    /** With the legal basis LB-CONSENT. */
    BY_BASIS,
    /** Whatever the legal basis. */
    ALWAYS
  }

  /**
   * Content that the sender encrypts to its receivers.
   *
   * @param element where it stands in base64: local names joined by {@code /}, the root first;
   *     empty without demand
   * @param readers roles that can read it; empty for every receiver but the gateway
   */
  public record Encryption(Demand demand, String element, Set<Role> readers) {

    public Encryption {
      readers = Set.copyOf(readers);
    }

    public static Encryption none() {
      return new Encryption(Demand.none, "", Set.of());
    }

    /** The words of the catalogue. */
    public enum Demand {
      required,
      optional,
      none
    }
  }

  /**
   * Between whom an operation goes that is not for everybody of its service: what the gateway finds
   * out by itself, nobody else may say.
   *
   * @param senders empty: those of the service
   * @param receivers empty: those of the service
   */
  public record Parties(Set<Role> senders, Set<Role> receivers) {

    public static final Parties OF_THE_SERVICE = new Parties(Set.of(), Set.of());

    public Parties {
      senders = Set.copyOf(senders);
      receivers = Set.copyOf(receivers);
    }
  }

  /**
   * Between whom a service goes, and on which basis of law.
   *
   * @param providers roles that hold what is exchanged; empty: not limited
   * @param consumers roles that get it; empty: not limited
   * @param legalBases codes of CL-19; empty: not limited
   * @param latency within which an accepted message should reach its recipients, as planned
   */
  public record Terms(
      Set<Role> providers,
      Set<Role> consumers,
      Set<String> legalBases,
      @Nullable Duration latency) {

    public static final Terms ANY = new Terms(Set.of(), Set.of(), Set.of(), null);

    public Terms {
      providers = Set.copyOf(providers);
      consumers = Set.copyOf(consumers);
      legalBases = Set.copyOf(legalBases);
    }

    public boolean allowsBasis(String legalBasis) {
      return legalBases.isEmpty() || legalBases.contains(legalBasis);
    }

    /** True if an organisation of this role may send in this direction: who asks is a consumer. */
    boolean maySend(Role role, Direction direction) {
      return allows(direction == Direction.REQUEST ? consumers : providers, role);
    }

    /** True if an organisation of this role may get what goes in this direction. */
    boolean mayReceive(Role role, Direction direction) {
      return allows(direction == Direction.REQUEST ? providers : consumers, role);
    }

    private static boolean allows(Set<Role> roles, Role role) {
      return roles.isEmpty() || roles.contains(role);
    }
  }

  /** How an exchange goes (domain 1.1). */
  public enum Mode {
    /** Synchronous query: the asker waits for the answer, until the operation's deadline. */
    S,
    /** Push of an event. */
    P,
    /** Batch feed. */
    B,
    /** Request with an answer later. */
    A
  }

  /** The class of what one of the operations carries. */
  public int personalDataClassOf(String operation) {
    return operation(operation)
        .map(each -> each.privacy().personalDataClass())
        .orElse(personalDataClass);
  }

  /** What one of the operations may be used for: what is not listed is denied (domain 4.2). */
  public Set<String> purposesOf(String operation) {
    return operation(operation)
        .map(each -> each.privacy().purposes())
        .filter(own -> !own.isEmpty())
        .orElse(purposes);
  }

  /** True if an organisation of this role may send that operation in this direction. */
  public boolean maySend(Role role, String operation, Direction direction) {
    Set<Role> own = partiesOf(operation).senders();
    return own.isEmpty() ? terms.maySend(role, direction) : own.contains(role);
  }

  /** True if an organisation of this role may get that operation in this direction. */
  public boolean mayReceive(Role role, String operation, Direction direction) {
    Set<Role> own = partiesOf(operation).receivers();
    return own.isEmpty() ? terms.mayReceive(role, direction) : own.contains(role);
  }

  private Parties partiesOf(String operation) {
    return operation(operation).map(Operation::parties).orElse(Parties.OF_THE_SERVICE);
  }

  /** The operation of that name. */
  public Optional<Operation> operation(String name) {
    return operations.stream().filter(each -> each.name().equals(name)).findFirst();
  }

  /**
   * @param name for instance {@code cap-cn} or {@code native}
   * @param kind {@code XML} by XSD, {@code CSV} or {@code NDJSON} by a column list
   * @param directions of the operation in which a payload may have this form; empty: in all
   */
  public record Format(String name, Kind kind, Contract contract, Set<Direction> directions) {

    public Format {
      directions = Set.copyOf(directions);
    }

    /** A form for every direction of its operation. */
    public Format(String name, Kind kind, Contract contract) {
      this(name, kind, contract, Set.of());
    }

    boolean isFor(Direction direction) {
      return directions.isEmpty() || directions.contains(direction);
    }
  }

  public enum Kind {
    XML,
    CSV,
    /** One JSON object a line, by the same column list as CSV. */
    NDJSON
  }
}
