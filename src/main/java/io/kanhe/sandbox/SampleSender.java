package io.kanhe.sandbox;

import io.kanhe.catalogue.SampleMessage;
import io.kanhe.catalogue.Service;
import io.kanhe.message.Digest;
import io.kanhe.message.Direction;
import io.kanhe.message.Header;
import io.kanhe.message.HeaderBuilder;
import io.kanhe.message.MessageId;
import io.kanhe.participant.ConfiguredPartners.Permission;
import io.kanhe.trust.AlgorithmPolicy;
import io.kanhe.trust.SoapVerifier;
import io.kanhe.trust.Trust;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Sends samples through the door that fits: queries by SOAP, files as feed, all else by MQ. */
final class SampleSender {

  /** The consent of the samples, which consent-registration.xml registers. */
  private static final String SAMPLE_CONSENT = "CS-A-20260820-0000912";

  private static final String LATE = "5001";
  private static final int ATTEMPTS = 3;
  private static final Pattern PROBLEM = Pattern.compile("\"code\":\"?([0-9]{4})");
  private static final Pattern DETAIL = Pattern.compile("\"detail\":\"([^\"]*)\"");
  private static final Pattern FAULT_DETAIL = Pattern.compile("<k:detail>([^<]*)</k:detail>");

  private final PartnerOptions options;
  private final PartnerSeat seat;
  private final PartnerClient client;
  private final PartnerMessages messages;
  private final PartnerQueues queues;
  private final ReceiptReader receipts;
  private final PartnerReport report;
  private final SoapVerifier verifier = Trust.soapVerifier(AlgorithmPolicy.strict());

  SampleSender(
      PartnerOptions options,
      PartnerSeat seat,
      PartnerConnections connections,
      ReceiptReader receipts,
      PartnerReport report) {
    this.options = options;
    this.seat = seat;
    this.client = connections.client();
    this.messages = connections.messages();
    this.queues = connections.queues();
    this.receipts = receipts;
    this.report = report;
  }

  /** Sends one; done once it is known what came of it, with true if it was accepted. */
  CompletableFuture<Boolean> send(SampleMessage sample)
      throws IOException, JMSException, InterruptedException, PartnerProblem {
    MessageId id = MessageId.random();
    String name = sample.service().id() + "." + sample.operation().name();
    byte[] payload = seat.payload(sample);
    HeaderBuilder header = header(sample).messageId(id);
    report.note("sending " + name + " " + id + ", key " + sample.businessKey());
    if (sample.direction() == Direction.FEED) {
      return CompletableFuture.completedFuture(feed(name, sample, header, id, payload));
    }
    if (sample.operation().isQuery()) {
      return CompletableFuture.completedFuture(ask(name, sample, header, payload));
    }
    byte[] signed = client.signedForQueue(header, payload);
    CompletableFuture<Boolean> receipt = receipts.expect(signed);
    queues.send(signed);
    return receipt;
  }

  private boolean feed(
      String name, SampleMessage sample, HeaderBuilder header, MessageId id, byte[] file)
      throws IOException, InterruptedException {
    Header complete =
        header
            .businessKey(sample.businessKey() + "-" + id.toString().substring(0, 8))
            .payloadDigest(Digest.sha256(file))
            .file((long) file.length, sample.rows())
            .build();
    HttpResponse<byte[]> response = client.putFeed(complete, file);
    if (response.statusCode() / 100 == 2) {
      return receipts.take(response.body(), "", "feed " + name + ", HTTP " + response.statusCode());
    }
    String text = new String(response.body(), StandardCharsets.UTF_8);
    report.refused(
        "feed " + name + ", HTTP " + response.statusCode(),
        first(PROBLEM, text).orElse("without a code"),
        first(DETAIL, text).orElse(""));
    return false;
  }

  /** A provider that is slow is asked again, each time by a new message. */
  private boolean ask(String name, SampleMessage sample, HeaderBuilder first, byte[] payload)
      throws IOException, InterruptedException {
    String question = new String(payload, StandardCharsets.UTF_8).strip();
    HttpResponse<byte[]> response = client.postSoap(client.signedForSoap(first, question));
    Answer answer = Answer.of(response, verifier);
    for (int i = 1; i < ATTEMPTS && answer.code().equals(LATE); i++) {
      report.note("no answer to " + name + " in time, asking again");
      HeaderBuilder next = header(sample).messageId(MessageId.random());
      response = client.postSoap(client.signedForSoap(next, question));
      answer = Answer.of(response, verifier);
    }
    if (answer.header() == null) {
      report.refused(
          "query " + name + ", HTTP " + answer.status(),
          answer.code(),
          first(FAULT_DETAIL, answer.payload()).orElse(""));
      return false;
    }
    report.ok("answered " + name + ": " + answer.root().localName() + ", signed by the gateway");
    byte[] receipt =
        Base64.getMimeDecoder()
            .decode(response.headers().firstValue("Kanhe-Receipt").orElseThrow());
    return receipts.take(receipt, "", "query " + name);
  }

  private HeaderBuilder header(SampleMessage sample) {
    Service service = sample.service();
    Optional<Permission> permission = seat.permission(sample);
    String basis = given(options.basis, permission.map(Permission::legalBasis));
    HeaderBuilder header =
        messages.header(service.id(), sample.operation().name(), sample.direction());
    sample.addressee().ifPresent(header::receiver);
    return header
        .businessKey(sample.businessKey())
        .purpose(given(options.purpose, permission.map(Permission::purpose)), basis)
        .consentRef(
            "LB-CONSENT".equals(basis) ? sample.textOf("consentRef").orElse(SAMPLE_CONSENT) : null)
        .agreementId(given(options.agreement, permission.map(Permission::agreementId)))
        .operatorRef(sample.operation().privacy().queriesPerOperator() > 0 ? "SIM-0001" : null);
  }

  private static @Nullable String given(@Nullable String option, Optional<String> configured) {
    return option == null ? configured.filter(each -> !each.isEmpty()).orElse(null) : option;
  }

  private static Optional<String> first(Pattern pattern, String text) {
    Matcher found = pattern.matcher(text);
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }
}
