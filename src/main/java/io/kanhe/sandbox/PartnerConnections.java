package io.kanhe.sandbox;

import io.kanhe.message.Uscc;
import io.kanhe.platform.KanheException;
import io.kanhe.trust.Trust;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

/**
 * A partner simulator's keys and connections. Opening them is the test of the connection: each step
 * that fails says what to do.
 */
record PartnerConnections(
    PartnerClient client,
    PartnerMessages messages,
    PartnerQueues queues,
    PartnerWitness witness,
    X509Certificate gatewayCertificate)
    implements AutoCloseable {

  private static final int CONNECT_MILLIS = 5_000;

  static PartnerConnections open(
      PartnerOptions options, Uscc self, Uscc gatewayCode, PartnerReport report, Clock clock)
      throws PartnerProblem {
    PartnerKeys keys = keys(options);
    GatewayAddress gateway = options.gateway();
    reach(gateway.host(), gateway.httpsPort(), "--https-port");
    reach(gateway.host(), gateway.corePort(), "--mq-port");
    handshake(keys, gateway);
    report.ok(
        "connected to "
            + gateway.host()
            + ":"
            + gateway.httpsPort()
            + " over mutual TLS as "
            + options.id());
    try {
      PartnerConnections opened =
          new PartnerConnections(
              new PartnerClient(keys, gateway, clock),
              new PartnerMessages(self, clock, gatewayCode, options.environment),
              new PartnerQueues(keys, gateway),
              PartnerWitness.open(
                  options.memory(), options.trust().resolve("log.vkey"), keys, gateway),
              gatewayCertificate(options.trust()));
      report.ok("connected to the queues of " + options.id() + " at port " + gateway.corePort());
      return opened;
    } catch (JMSException e) {
      throw new PartnerProblem(
          "the broker at port "
              + gateway.corePort()
              + " takes no connection of "
              + options.id()
              + ": is its TLS certificate registered with the operator, under this id? Is --mq-port"
              + " the core/JMS port?");
    } catch (IOException e) {
      throw new PartnerProblem("--memory " + options.memory() + " cannot be used");
    } catch (KanheException e) {
      throw new PartnerProblem(
          "what is remembered in --memory "
              + options.memory()
              + " is not of the log of --trust ("
              + e.code()
              + "). A new sandbox has a new log: then give another folder");
    }
  }

  private static PartnerKeys keys(PartnerOptions options) throws PartnerProblem {
    for (String name : List.of("signing.p12", "tls.p12")) {
      require(
          options.keys().resolve(name),
          "start ./kanhe up once, which makes the sandbox's keys, or give --keys. From PEM:"
              + " openssl pkcs12 -export -name key -inkey KEY -in CERTIFICATE -certfile CA -out "
              + name);
    }
    require(options.passwordFile(), "give --password-file");
    for (String name : List.of("log.vkey", "gateway/signing.pem")) {
      require(options.trust().resolve(name), "ask the operator for it, and give --trust");
    }
    try {
      return PartnerKeys.load(
          options.id(), options.keys(), options.passwordFile(), options.trust());
    } catch (KanheException | IllegalStateException | UncheckedIOException e) {
      throw new PartnerProblem(
          "the keys in "
              + options.keys()
              + " cannot be read with the password in "
              + options.passwordFile()
              + ": expected PKCS#12 with one key and its certificates");
    }
  }

  private static void require(Path file, String remedy) throws PartnerProblem {
    if (!Files.isReadable(file)) {
      throw new PartnerProblem("found no readable " + file + ": " + remedy);
    }
  }

  private static X509Certificate gatewayCertificate(Path trust) {
    return Trust.readCertificates(trust.resolve("gateway").resolve("signing.pem")).get(0);
  }

  private static void reach(String host, int port, String option) throws PartnerProblem {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
    } catch (UnknownHostException e) {
      throw new PartnerProblem("host " + host + " is not known: give --gateway");
    } catch (ConnectException | SocketTimeoutException e) {
      throw new PartnerProblem(
          "nothing answers at "
              + host
              + ":"
              + port
              + ": start the gateway (./kanhe up), or give --gateway and "
              + option);
    } catch (IOException | IllegalArgumentException e) {
      throw new PartnerProblem(
          "no connection to " + host + ":" + port + ": give --gateway and " + option);
    }
  }

  private static void handshake(PartnerKeys keys, GatewayAddress gateway) throws PartnerProblem {
    try (SSLSocket socket =
        (SSLSocket)
            keys.tls().getSocketFactory().createSocket(gateway.host(), gateway.httpsPort())) {
      socket.setSoTimeout(CONNECT_MILLIS);
      socket.startHandshake();
    } catch (SSLException e) {
      throw new PartnerProblem(
          "no TLS with "
              + gateway.host()
              + ":"
              + gateway.httpsPort()
              + " ("
              + e.getMessage()
              + "): is the gateway's authority in --trust, is the own TLS certificate registered with"
              + " the operator, is this the HTTPS port?");
    } catch (IOException e) {
      throw new PartnerProblem(
          "no TLS with "
              + gateway.host()
              + ":"
              + gateway.httpsPort()
              + ": is this the HTTPS port?");
    }
  }

  @Override
  public void close() throws JMSException {
    queues.close();
  }
}
