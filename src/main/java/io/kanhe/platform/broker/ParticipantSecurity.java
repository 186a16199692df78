package io.kanhe.platform.broker;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.Subject;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMConnection;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager5;
import org.apache.activemq.artemis.spi.core.security.jaas.UserPrincipal;
import org.jspecify.annotations.Nullable;

/**
 * Who connects and what it may do. A participant is its TLS client certificate; it sends to {@code
 * kanhe.in.<own>}, reads and browses {@code kanhe.out.<own>} and {@code kanhe.receipt.<own>}, and
 * nothing else. The gateway is the connection inside the process that knows the secret of this
 * start. Thread-safe.
 */
final class ParticipantSecurity implements ActiveMQSecurityManager5 {

  /** Not a participant id: a participant cannot be named like this. */
  static final String GATEWAY = "#gateway";

  private final PeerCertificates peers;
  private final byte[] secret;

  ParticipantSecurity(PeerCertificates peers, String secret) {
    this.peers = peers;
    this.secret = secret.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public @Nullable Subject authenticate(
      @Nullable String user,
      @Nullable String password,
      @Nullable RemotingConnection connection,
      @Nullable String securityDomain) {
    if (connection == null) {
      return null;
    }
    if (connection.getTransportConnection() instanceof InVMConnection) {
      return isGateway(user, password) ? subject(GATEWAY) : null;
    }
    Optional<String> participant = peers.participantOf(connection);
    // A user name is not needed; one that names somebody else is an attempt to appear under that
    // name.
    return participant
        .filter(
            own ->
                user == null
                    || user.isEmpty()
                    || user.equals(own)
                    || peers.isSubject(user, connection))
        .map(ParticipantSecurity::subject)
        .orElse(null);
  }

  @Override
  public boolean authorize(
      @Nullable Subject subject, Set<Role> roles, CheckType check, String address) {
    if (subject == null) {
      return false;
    }
    String name = nameOf(subject);
    if (name == null) {
      return false;
    }
    if (name.equals(GATEWAY)) {
      return true;
    }
    return switch (check) {
      case SEND -> address.equals(BrokerAddresses.in(name));
      case CONSUME, BROWSE ->
          isQueue(address, BrokerAddresses.out(name))
              || isQueue(address, BrokerAddresses.receipt(name));
      default -> false;
    };
  }

  @Override
  public @Nullable String getUserFromSubject(@Nullable Subject subject) {
    return subject == null ? null : nameOf(subject);
  }

  /**
   * Never used by a broker that knows the newer interface; refuses so that no path is left open.
   */
  @Override
  public boolean validateUser(@Nullable String user, @Nullable String password) {
    return false;
  }

  @Override
  public boolean validateUserAndRole(
      @Nullable String user, @Nullable String password, Set<Role> roles, CheckType check) {
    return false;
  }

  private boolean isGateway(@Nullable String user, @Nullable String password) {
    return GATEWAY.equals(user)
        && password != null
        && MessageDigest.isEqual(secret, password.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Artemis asks with {@code address::queue} when it knows the queue; a foreign queue behind an own
   * address is denied.
   */
  private static boolean isQueue(String asked, String own) {
    return asked.equals(own) || asked.equals(own + "::" + own);
  }

  private static Subject subject(String name) {
    Subject subject = new Subject();
    subject.getPrincipals().add(new UserPrincipal(name));
    return subject;
  }

  private static @Nullable String nameOf(Subject subject) {
    return subject.getPrincipals(UserPrincipal.class).stream()
        .findFirst()
        .map(UserPrincipal::getName)
        .orElse(null);
  }
}
