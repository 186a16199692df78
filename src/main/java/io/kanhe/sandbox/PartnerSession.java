package io.kanhe.sandbox;

import io.kanhe.catalogue.SampleMessage;
import io.kanhe.ledger.CheckpointMemory.Seen;
import io.kanhe.message.Header;
import io.kanhe.participant.Participant;
import io.kanhe.platform.Door;
import io.kanhe.platform.KanheException;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One run of a partner simulator: connected, it takes and answers deliveries, and sends. */
final class PartnerSession implements AutoCloseable {

  private static final String DEFAULT_INBOX = "localhost:9443";
  private static final Duration LOOK_AT_LOG = Duration.ofMinutes(1);
  private static final String HERD = "133108100000";

  private final PartnerOptions options;
  private final PartnerSeat seat;
  private final PartnerReport report;
  private final PartnerConnections connections;
  private final Arrivals arrivals;
  private final ReceiptReader receipts;
  private final SampleSender sender;
  private final Responder responder;
  private @Nullable SoapRecipient inbox;

  private PartnerSession(
      PartnerOptions options,
      PartnerSeat seat,
      PartnerReport report,
      PartnerConnections connections) {
    this.options = options;
    this.seat = seat;
    this.report = report;
    this.connections = connections;
    this.arrivals = new Arrivals(report::delivered);
    this.receipts = new ReceiptReader(connections.queues(), connections.witness(), report);
    this.sender = new SampleSender(options, seat, connections, receipts, report);
    this.responder = responders();
  }

  static PartnerSession open(
      PartnerOptions options, PartnerSeat seat, PartnerReport report, Clock clock)
      throws PartnerProblem, JMSException {
    PartnerConnections connections =
        PartnerConnections.open(options, seat.code(), seat.gatewayCode(), report, clock);
    PartnerSession session = new PartnerSession(options, seat, report, connections);
    try {
      session.lookAtLog();
      session.receive();
      session.receipts.start();
      return session;
    } catch (PartnerProblem | JMSException e) {
      session.close();
      throw e;
    }
  }

  /** Sends what is to be sent, again and again; returns only with {@code --once}. */
  boolean run(List<SampleMessage> samples)
      throws IOException, JMSException, InterruptedException, PartnerProblem {
    long deadline = System.nanoTime() + options.patience.toNanos();
    if (!report.isAllRight()) {
      return false; // nothing is sent to a gateway whose log is not the remembered one
    }
    boolean accepted = sendAll(samples);
    if (options.once) {
      return accepted && ended(deadline);
    }
    report.ok("ready; stop with Ctrl-C");
    Duration pause = options.every == null ? LOOK_AT_LOG : options.every;
    while (true) {
      Thread.sleep(pause.toMillis());
      if (options.every != null) {
        sendAll(samples);
      }
      lookAtLog();
    }
  }

  /** One after the other: a later one may rest on an earlier one, as a query on a consent. */
  private boolean sendAll(List<SampleMessage> samples)
      throws IOException, JMSException, InterruptedException, PartnerProblem {
    boolean accepted = true;
    for (SampleMessage each : samples) {
      try {
        accepted &= sender.send(each).get(options.patience.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException | ExecutionException e) {
        report.wrong("no receipt in " + options.patience.toSeconds() + " s");
        accepted = false;
      } catch (IOException e) {
        if (options.once) {
          throw e;
        }
        report.wrong("the gateway does not answer; what is to be sent is sent again next time");
      }
    }
    return accepted;
  }

  private boolean ended(long deadline) throws InterruptedException {
    int taken = arrivals.await(each -> true, options.deliveries, left(deadline)).size();
    if (taken < options.deliveries) {
      report.wrong(
          taken
              + " deliveries in "
              + options.patience.toSeconds()
              + " s, expected "
              + options.deliveries);
    }
    lookAtLog();
    return report.isAllRight();
  }

  private static Duration left(long deadline) {
    return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
  }

  /** The newest checkpoint has to continue the remembered one. */
  private void lookAtLog() {
    try {
      Seen seen = connections.witness().look();
      String sizes = " (remembered " + seen.remembered() + " entries, now " + seen.seen() + ")";
      if (seen.isTrusted()) {
        report.note("log: " + seen.verdict() + sizes);
      } else {
        report.wrong(
            "log: "
                + seen.verdict()
                + sizes
                + ". Stop sending, keep "
                + options.memory()
                + " and call the operator and the other partners");
      }
    } catch (IOException e) {
      report.note("log: it does not answer, nothing was learned");
    } catch (KanheException e) {
      report.wrong("log: a checkpoint that the key of --trust did not sign: " + e.code());
    }
  }

  private void receive() throws PartnerProblem, JMSException {
    Optional<String> listen =
        Optional.ofNullable(options.listen)
            .or(
                () ->
                    seat.participant()
                        .map(Participant::delivery)
                        .filter(Door.SOAP::equals)
                        .map(door -> DEFAULT_INBOX));
    if (listen.isPresent()) {
      listen(listen.get());
      return;
    }
    QueueRecipient recipient =
        new QueueRecipient(
            connections.client(),
            connections.messages(),
            connections.queues(),
            connections.gatewayCertificate(),
            arrivals,
            responder);
    connections.queues().onDelivery((body, marked) -> take(recipient, body, marked));
    report.ok("taking deliveries from kanhe.out." + options.id());
  }

  /** What cannot be taken stays in the queue, and comes again. */
  private void take(QueueRecipient recipient, byte[] body, boolean marked) {
    try {
      recipient.take(body, marked);
    } catch (KanheException e) {
      report.refused("a delivery that is not right", e.code().toString(), e.getMessage());
      throw e;
    } catch (IllegalStateException e) {
      report.wrong("a delivery could not be taken: " + e.getMessage());
      throw e;
    }
  }

  private void listen(String address) throws PartnerProblem {
    int colon = address.lastIndexOf(':');
    String host = colon < 0 ? "localhost" : address.substring(0, colon);
    try {
      int port = Integer.parseInt(address.substring(colon + 1));
      inbox =
          new SoapRecipient(
              connections.client(),
              connections.messages(),
              connections.gatewayCertificate(),
              arrivals,
              responder,
              new InetSocketAddress(host, port));
      inbox.start();
      report.ok("taking deliveries at https://" + host + ":" + port + "/kanhe/inbox");
    } catch (BindException e) {
      throw new PartnerProblem(
          "--listen "
              + address
              + " is in use (by ./kanhe demo, or another partner?): stop that, or"
              + " give another port, which the operator has to know");
    } catch (IOException | IllegalArgumentException e) {
      throw new PartnerProblem("--listen " + address + ": expected [HOST:]PORT of this machine");
    }
  }

  private Responder responders() {
    Responders known = new Responders();
    known.when("ps.burglary.case", PoliceFiles::burglary);
    known.when("ps.vehicle.stolen", PoliceFiles::vehicle);
    known.when("ps.residence.verify", PoliceFiles::residence);
    known.when("ah.eartag", new Husbandry(HERD)::tags);
    SampleAnswers samples = new SampleAnswers(seat.catalogue());
    return (partner, query, payload) -> {
      byte[] answer = known.answer(partner, query, payload);
      byte[] given = answer == null ? samples.answer(partner, query, payload) : answer;
      said(query, given != null);
      return given;
    };
  }

  private void said(Header query, boolean answered) {
    report.note(
        (answered ? "answering " : "no sample answers ")
            + query.serviceId()
            + "."
            + query.operation());
  }

  @Override
  public void close() throws JMSException {
    SoapRecipient open = inbox;
    if (open != null) {
      open.close();
    }
    receipts.close();
    connections.close();
  }
}
