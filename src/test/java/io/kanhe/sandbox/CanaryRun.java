package io.kanhe.sandbox;

import io.kanhe.catalogue.Catalogue;
import io.kanhe.catalogue.Samples;
import io.kanhe.ledger.EntryType;
import io.kanhe.ledger.Receipt;
import io.kanhe.ledger.ReceiptCodec;
import io.kanhe.message.Digest;
import io.kanhe.message.Direction;
import io.kanhe.message.Header;
import io.kanhe.message.HeaderBuilder;
import io.kanhe.message.MessageId;
import io.kanhe.sandbox.CanarySends.Send;
import io.kanhe.sandbox.PartnerQueues.QueueAnswer;
import io.kanhe.service.privacy.Canary;
import io.kanhe.service.privacy.Planted;
import io.kanhe.trust.AlgorithmPolicy;
import io.kanhe.trust.SoapVerifier;
import io.kanhe.trust.Trust;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Sends every planted sample through the doors of a gateway: as it should be, and broken. */
final class CanaryRun {

  /** On a busy machine an answer may be late, and is asked for again. */
  private static final String LATE = "5001";

  private static final int ATTEMPTS = 3;

  private final Catalogue catalogue;
  private final DemoPlan plan;
  private final DemoCast cast;
  private final CanaryTraces traces;
  private final SoapVerifier verifier = Trust.soapVerifier(AlgorithmPolicy.strict());
  private final List<Planted> planted;
  private final List<Canary> canaries = new ArrayList<>();
  private final List<ReceivedMessage> answers = new ArrayList<>();
  private final List<String> accepted = new ArrayList<>();
  private final Map<String, MessageId> ids = new HashMap<>();
  private final Map<String, String> codes = new TreeMap<>();
  private final Map<String, String> refusals = new TreeMap<>();

  CanaryRun(Catalogue catalogue, DemoPlan plan, DemoCast cast, CanaryTraces traces) {
    this.catalogue = catalogue;
    this.plan = plan;
    this.cast = cast;
    this.traces = traces;
    Planted.Planter planter = new Planted.Planter(catalogue);
    planted =
        Samples.of(catalogue).stream()
            .filter(sample -> sample.text().startsWith("<"))
            .map(planter::plant)
            .toList();
    planted.forEach(each -> canaries.addAll(each.canaries()));
  }

  /** Everything that was planted, also in broken messages. */
  List<Canary> canaries() {
    return canaries;
  }

  /** Samples that hold a canary. */
  List<Planted> planted() {
    return planted.stream().filter(each -> !each.canaries().isEmpty()).toList();
  }

  /** What the gateway said to each message that is right, by service and operation. */
  Map<String, String> codes() {
    return codes;
  }

  /** What it said to those that are not. */
  Map<String, String> refusals() {
    return refusals;
  }

  /** Signed answers to questions. */
  List<ReceivedMessage> answers() {
    return answers;
  }

  List<String> accepted() {
    return accepted;
  }

  void play() throws Exception {
    cast.listen(DemoCast.PARTNERS.keySet().stream().filter(id -> !id.equals("insurer-a")).toList());
    planted.forEach(this::answerWith);
    canaries.addAll(new CanaryFeeds(cast, traces, codes, refusals).play());
    consent("insurer-a", "reporter/idNo", "ps.burglary.case", "ps.residence.verify");
    consent("bank-tz", "subjectIdNo", "ins.coverage");
    for (Planted each : planted()) {
      if (!isAnswer(each.header())) {
        right(each);
      }
    }
    CanaryRefusals broken = new CanaryRefusals(this);
    for (Planted each : planted()) {
      broken.play(each);
    }
  }

  /** Given at once to who asks; a partner sends it when it is asked. */
  boolean isAnswer(Header header) {
    return isQuery(header) && header.direction() == Direction.RESPONSE;
  }

  private boolean isQuery(Header header) {
    return catalogue
        .find(header.serviceId(), header.version())
        .flatMap(service -> service.operation(header.operation()))
        .orElseThrow()
        .isQuery();
  }

  private void answerWith(Planted answer) {
    if (isAnswer(answer.header())) {
      answerWith(answer, answer.text());
    }
  }

  void answerWith(Planted answer, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    cast.responders().when(answer.header().serviceId(), (partner, query, payload) -> bytes);
  }

  private void right(Planted each) throws Exception {
    Send send = CanarySends.of(each.header());
    String what = CanarySends.what(each.header());
    if (send == null) {
      return;
    }
    String text = each.text();
    if (what.equals("fraud.lead refer")) {
      // Numbers of persons belong into the encrypted part: refused in the plain one.
      text = encrypted(text);
      refusals.put("numbers in the plain part of a lead", said(each, text, send, "lead"));
      for (Canary canary : each.canaries()) {
        if (canary.personalDataClass() == 4) {
          text = text.replace(canary.value(), canary.value().substring(0, 4));
        }
      }
    }
    String code = said(each, text, send, "right " + what);
    for (int i = 1; i < ATTEMPTS && code.equals(LATE); i++) {
      code = said(each, text, send, "right " + what);
    }
    codes.put(what, code);
  }

  /** The code with which the gateway answers; all it says by itself is kept. */
  String said(Planted about, String text, Send send, String name) throws Exception {
    Header header = about.header();
    MessageId id = MessageId.random();
    HeaderBuilder built =
        send.on(
                cast.messages(send.sender())
                    .header(header.serviceId(), header.operation(), header.direction()),
                Planted.root(about.text()).elements().stream()
                    .filter(each -> each.localName().equals("leadNo"))
                    .map(each -> each.token())
                    .findFirst()
                    .orElse("CANARY-RUN"))
            .messageId(id)
            .correlationId(ids.get(CanarySends.what(header)));
    String code = isQuery(header) ? asked(built, text, send, name) : sent(built, text, send, name);
    if (code.equals("0000")) {
      accepted.add(id.toString());
      if (header.operation().equals("request")) {
        ids.put(header.serviceId() + " proof", id);
      }
    }
    return code;
  }

  private String asked(HeaderBuilder header, String text, Send send, String name) throws Exception {
    HttpResponse<byte[]> response =
        cast.client(send.sender()).postSoap(cast.client(send.sender()).signedForSoap(header, text));
    Answer answer = Answer.of(response, verifier);
    response
        .headers()
        .firstValue("Kanhe-Receipt")
        .ifPresent(
            receipt -> traces.add(name + " receipt", Base64.getMimeDecoder().decode(receipt)));
    if (answer.header() == null) {
      traces.add(name + " by SOAP", answer.payload());
    } else {
      byte[] payload = answer.payload().getBytes(StandardCharsets.UTF_8);
      answers.add(
          new ReceivedMessage(send.sender(), answer.header(), payload, response.body(), false));
    }
    return answer.code();
  }

  private String sent(HeaderBuilder header, String text, Send send, String name) throws Exception {
    byte[] signed =
        cast.client(send.sender()).signedForQueue(header, text.getBytes(StandardCharsets.UTF_8));
    cast.queues(send.sender()).send(signed);
    Receipt read = receipt(Digest.sha256(signed), cast.queues(send.sender()), name);
    return read.outcome() == EntryType.ACCEPTED
        ? "0000"
        : String.valueOf(read.code()).substring(0, 4);
  }

  /** All receipts until that about the message, with what is said beside them. */
  private Receipt receipt(Digest about, PartnerQueues queues, String name) throws Exception {
    for (QueueAnswer next = queues.nextAnswer(60); next != null; next = queues.nextAnswer(60)) {
      traces.add(name + " by MQ", next.body());
      traces.add(name + " detail", next.detail());
      Receipt read = ReceiptCodec.read(next.body());
      if (read.rawDigest().equals(about)) {
        return read;
      }
    }
    throw new IllegalStateException("no receipt for " + name);
  }

  private String encrypted(String lead) {
    String tag = "<encryptedPart>";
    var police =
        Trust.readCertificates(plan.certs().resolve("police-econ-tz/encryption.pem")).get(0);
    byte[] detail =
        ("<d:FraudLeadDetail xmlns:d=\"urn:kanhe:fraud-detail:1.0\"><d:leadNo>"
                + Planted.root(lead).elements().get(0).token()
                + "</d:leadNo><d:narrative>丝雀</d:narrative></d:FraudLeadDetail>")
            .getBytes(StandardCharsets.UTF_8);
    byte[] envelope = Trust.payloadEncryption().encrypt(detail, List.of(police));
    return lead.substring(0, lead.indexOf(tag) + tag.length())
        + Base64.getEncoder().encodeToString(envelope)
        + lead.substring(lead.indexOf("</encryptedPart>"));
  }

  /** Of the one person about whom every question asks. */
  private void consent(String holder, String path, String... services) throws Exception {
    String person =
        canaries.stream()
            .filter(each -> each.path().endsWith(path))
            .findFirst()
            .orElseThrow()
            .value();
    String purpose = services.length > 1 ? "P01" : "P09";
    String registration =
        ConsentXml.registration(CanarySends.consentOf(holder), person, purpose, services);
    Send send = new Send(holder, purpose, "LB-CONSENT", null, List.of());
    codes.put("kanhe.consent register by " + holder, register(registration, send));
    refusals.put(
        "broken consent by " + holder, register(registration.replace(person, person + "9"), send));
  }

  private String register(String registration, Send send) throws Exception {
    HeaderBuilder header =
        send.on(
            cast.messages(send.sender()).header("kanhe.consent", "register", Direction.EVENT),
            CanarySends.consentOf(send.sender()));
    return sent(header.messageId(MessageId.random()), registration, send, "consent");
  }
}
