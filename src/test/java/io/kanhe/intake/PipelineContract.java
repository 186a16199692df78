package io.kanhe.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.kanhe.ledger.EntryType;
import io.kanhe.message.Digest;
import io.kanhe.message.Direction;
import io.kanhe.message.Environment;
import io.kanhe.message.Header;
import io.kanhe.message.HeaderBuilder;
import io.kanhe.message.MessageId;
import io.kanhe.message.Payload;
import io.kanhe.participant.ParticipantId;
import io.kanhe.platform.Door;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What the pipeline records and counts, and what it does with state and files, on every database.
 */
abstract class PipelineContract extends OnPipeline {

  @Test
  void recordsAcceptedMessageWithItsRowsAndHandsItOver() {
    List<Long> heard = new ArrayList<>();
    kanhe.accepted.onAccepted(heard::add);
    Header header = kanhe.alert().build();
    Outcome.Accepted outcome = (Outcome.Accepted) kanhe.mq(header, "met-taizhou");
    assertThat(outcome.repeated()).isFalse();
    assertThat(outcome.receipt().senderSequence()).isEqualTo(1);
    assertThat(kanhe.entryTypes()).containsExactly(EntryType.ACCEPTED);
    assertThat(heard).containsExactly(0L);
    assertThat(kanhe.accepted.unrouted(-1, 10)).containsExactly(0L);
    AcceptedMessage handedOver = kanhe.accepted.find(0).orElseThrow();
    AcceptedMessage reopened = kanhe.accepted.find(0).orElseThrow();
    assertThat(reopened).isNotSameAs(handedOver);
    assertThat(reopened.header()).isEqualTo(handedOver.header()).isEqualTo(header);
    assertThat(reopened.door()).isEqualTo(Door.MQ);
    assertThat(reopened.rawDigest()).isEqualTo(handedOver.rawDigest());
    assertThat(reopened.receivedAt()).isEqualTo(handedOver.receivedAt());
  }

  @Test
  void keepsTheBusinessKeyOutOfTheLedger() {
    kanhe.mq(kanhe.alert().businessKey("POLICY-4711").build(), "met-taizhou");
    assertThat(kanhe.ledger.entries.get(0).facts().values())
        .noneMatch(value -> value.contains("POLICY"));
  }

  @Test
  void takesTheGatewaysOwnMessageUnderAnAgreementFromTheGatewayItself() {
    kanhe.agree("kanhe", "ew.alert", Set.of(), Set.of(), Set.of());
    Header gateway = kanhe.header("kanhe", "ew.alert", Direction.EVENT).build();
    assertThat(kanhe.mq(gateway, "kanhe")).isInstanceOf(Outcome.Accepted.class);
  }

  @Test
  void changesTheStateOfTheDomainInTheCommitThatAccepts() {
    kanhe.states.add(new OncePerKey());
    kanhe.mq(kanhe.alert().build(), "met-taizhou");
    assertThat(kanhe.ledger.entries.get(0).facts()).containsEntry("counted", "0");
    assertThat(kanhe.accepted.unrouted(-1, 10)).containsExactly(0L);
  }

  @Test
  void recordsWhatIsDoubtfulForContractOrDomainWithoutRefusingIt() {
    kanhe.mq(kanhe.alert().build(), "met-taizhou");
    kanhe.contractWarnings = Set.of("VIN_CHECK_DIGIT", "REGION_SUPERSEDED");
    kanhe.mq(kanhe.alert().build(), "met-taizhou");
    kanhe.states.add(message -> Optional.of(new LateStep()));
    kanhe.mq(kanhe.alert().build(), "met-taizhou");
    assertThat(kanhe.entryTypes()).containsOnly(EntryType.ACCEPTED);
    assertThat(kanhe.ledger.entries.get(0).facts()).doesNotContainKey("warnings");
    assertThat(kanhe.ledger.entries.get(1).facts())
        .containsEntry("warnings", "REGION_SUPERSEDED,VIN_CHECK_DIGIT");
    assertThat(kanhe.ledger.entries.get(2).facts())
        .containsEntry("warnings", "LATE_48H,REGION_SUPERSEDED,VIN_CHECK_DIGIT");
  }

  private static final class LateStep implements DomainState.Step {
    @Override
    public Object key() {
      return "all";
    }

    @Override
    public DomainState.Decision decide(java.sql.Connection transaction) {
      return DomainState.Decision.unchanged(Map.of("warnings", "LATE_48H"));
    }
  }

  @Test
  void acceptsNothingThatDoesNotFitTheStateOfTheDomain() {
    kanhe.states.add(new OncePerKey());
    kanhe.mq(kanhe.alert().build(), "met-taizhou");
    Outcome second = kanhe.mq(kanhe.alert().build(), "met-taizhou");
    assertThat(PipelineFixture.codeOf(second)).isEqualTo(ErrorCode.STATE_CONFLICT);
    assertThat(kanhe.entryTypes()).containsExactly(EntryType.ACCEPTED, EntryType.REFUSED);
    assertThat(kanhe.accepted.unrouted(-1, 10)).containsExactly(0L);
  }

  @Test
  void asksTheStateOfTheDomainNoMoreForARepeatedMessage() {
    kanhe.states.add(new OncePerKey());
    byte[] raw = kanhe.arrive(kanhe.alert().build(), "met-taizhou");
    kanhe.mq(raw, "met-taizhou");
    assertThat(((Outcome.Accepted) kanhe.mq(raw, "met-taizhou")).repeated()).isTrue();
  }

  /** Takes one message of each business key; its state is the table of messages itself. */
  private static final class OncePerKey implements DomainState {
    @Override
    public Optional<Step> step(Incoming message) {
      String businessKey = message.header().businessKey();
      return Optional.of(
          new Step() {
            @Override
            public Object key() {
              return businessKey;
            }

            @Override
            public Decision decide(java.sql.Connection transaction) throws java.sql.SQLException {
              try (PreparedStatement query =
                  transaction.prepareStatement(
                      "SELECT COUNT(*) FROM message WHERE business_key = ?")) {
                query.setString(1, businessKey);
                try (java.sql.ResultSet row = query.executeQuery()) {
                  row.next();
                  if (row.getInt(1) > 0) {
                    throw new KanheException(ErrorCode.STATE_CONFLICT, "counted already");
                  }
                  return Decision.unchanged(Map.of("counted", row.getString(1)));
                }
              }
            }
          });
    }
  }

  @Test
  void answersARepeatWithTheSameReceiptEvenWhenItIsStaleAndTheAgreementEnded() {
    byte[] raw = kanhe.arrive(kanhe.alert().build(), "met-taizhou");
    Outcome.Accepted first = (Outcome.Accepted) kanhe.mq(raw, "met-taizhou");
    Outcome.Accepted again = (Outcome.Accepted) kanhe.mq(raw, "met-taizhou");
    kanhe.agreements.clear();
    Outcome late =
        kanhe.intake.submit(
            new Submission.Mq(raw, Partners.MET, kanhe.now.plus(Duration.ofDays(2))));
    FakeReceipts receipts = new FakeReceipts();
    assertThat(again.repeated()).isTrue();
    assertThat(receipts.write(again.receipt())).isEqualTo(receipts.write(first.receipt()));
    assertThat(((Outcome.Accepted) late).repeated()).isTrue();
    assertThat(kanhe.entryTypes()).containsExactly(EntryType.ACCEPTED);
  }

  @Test
  void refusesOtherBytesUnderARecordedId() {
    Header header = kanhe.alert().build();
    kanhe.mq(kanhe.arrive(header, "met-taizhou"), "met-taizhou");
    Outcome second = kanhe.mq(kanhe.arrive(header, "met-taizhou"), "met-taizhou");
    assertThat(PipelineFixture.codeOf(second)).isEqualTo(ErrorCode.MESSAGE_ID_CONFLICT);
    assertThat(kanhe.entryTypes()).containsExactly(EntryType.ACCEPTED, EntryType.REFUSED);
  }

  @Test
  void tellsAReplayFromAMixedUpConnection() {
    byte[] raw = kanhe.arrive(kanhe.alert().build(), "met-taizhou");
    assertThat(PipelineFixture.codeOf(kanhe.mq(raw, "insurer-a")))
        .isEqualTo(ErrorCode.TRANSPORT_IDENTITY_MISMATCH);
    kanhe.mq(raw, "met-taizhou");
    assertThat(PipelineFixture.codeOf(kanhe.mq(raw, "insurer-a"))).isEqualTo(ErrorCode.REPLAY);
  }

  @Test
  void numbersEachSendersMessagesWithoutHoles() {
    List<Long> numbers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      numbers.add(
          ((Outcome.Accepted) kanhe.mq(kanhe.alert().build(), "met-taizhou"))
              .receipt()
              .senderSequence());
      kanhe.mq(kanhe.alert().environment(Environment.Test).build(), "met-taizhou");
    }
    Header other = kanhe.header("insurer-b", "ew.alert", Direction.EVENT).build();
    assertThat(numbers).containsExactly(1L, 2L, 3L);
    assertThat(((Outcome.Accepted) kanhe.mq(other, "insurer-b")).receipt().senderSequence())
        .isEqualTo(1);
  }

  @Test
  void countsTheQuotaOnlyForNewAcceptedMessages() {
    HeaderBuilder header = kanhe.header("insurer-a", "ew.alert", Direction.EVENT);
    byte[] first = kanhe.arrive(header.messageId(MessageId.random()).build(), "insurer-a");
    kanhe.mq(first, "insurer-a");
    kanhe.mq(first, "insurer-a");
    kanhe.mq(
        header.messageId(MessageId.random()).environment(Environment.Test).build(), "insurer-a");
    header.environment(Environment.Actual);
    assertThat(kanhe.mq(header.messageId(MessageId.random()).build(), "insurer-a"))
        .isInstanceOf(Outcome.Accepted.class);
    assertThat(
            PipelineFixture.codeOf(
                kanhe.mq(header.messageId(MessageId.random()).build(), "insurer-a")))
        .isEqualTo(ErrorCode.QUOTA_EXCEEDED);
    assertThat(kanhe.mq(first, "insurer-a")).isInstanceOf(Outcome.Accepted.class);
  }

  @Test
  void recordsAnUnverifiableSubmissionWithoutNames() {
    Outcome.Refused refused = (Outcome.Refused) kanhe.mq("junk".getBytes(), "met-taizhou");
    assertThat(refused.code()).isEqualTo(ErrorCode.SIGNATURE_INVALID);
    assertThat(refused.receipt().messageId()).isNull();
    assertThat(kanhe.ledger.entries.get(0).facts())
        .containsEntry("code", "2001")
        .containsEntry("peer", "met-taizhou")
        .containsEntry("door", "mq")
        .containsKey("rawDigest")
        .doesNotContainKeys("messageId", "sender");
    assertThat(kanhe.search.refusals(MessageSearch.NEWEST, 5))
        .singleElement()
        .satisfies(view -> assertThat(view.traceId()).isEqualTo(refused.traceId()));
  }

  @Test
  void answersWithoutReceiptWhenTheLedgerIsDown() {
    kanhe.ledger.broken = true;
    Outcome.Refused refused = (Outcome.Refused) kanhe.mq(kanhe.alert().build(), "met-taizhou");
    assertThat(refused.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
    assertThat(refused.receipt()).isNull();
  }

  @Test
  void turnsAFaultOfItsOwnIntoInternalWithoutItsText() {
    kanhe.contractFailure = new IllegalStateException("secret of a parser");
    Outcome.Refused refused = (Outcome.Refused) kanhe.mq(kanhe.alert().build(), "met-taizhou");
    assertThat(refused.code()).isEqualTo(ErrorCode.INTERNAL);
    assertThat(refused.detail()).doesNotContain("secret");
    kanhe.contractFailure = new KanheException(ErrorCode.CODE_UNKNOWN, "severity");
    assertThat(PipelineFixture.codeOf(kanhe.mq(kanhe.alert().build(), "met-taizhou")))
        .isEqualTo(ErrorCode.CODE_UNKNOWN);
  }

  @Test
  void acceptsAFeedAndDeletesTheFileOfARepeatOrARefusal() throws Exception {
    byte[] csv = "a,b\n1,2\n3,4\n5,6\n".getBytes();
    Header header =
        kanhe
            .header("insurer-a", "ins.coverage", Direction.FEED)
            .payloadDigest(Digest.sha256(csv))
            .file((long) csv.length, 3L)
            .build();
    byte[] signed = kanhe.arrive(header, "insurer-a");
    Path first = Files.write(feeds.resolve("1.feed"), csv);
    Path second = Files.write(feeds.resolve("2.feed"), csv);
    Path third = Files.write(feeds.resolve("3.feed"), csv);
    assertThat(feed(signed, first, csv, "ins.coverage", "K-1"))
        .isInstanceOf(Outcome.Accepted.class);
    assertThat(((Outcome.Accepted) feed(signed, second, csv, "ins.coverage", "K-1")).repeated())
        .isTrue();
    byte[] another =
        kanhe.arrive(
            kanhe
                .header("insurer-a", "ins.coverage", Direction.FEED)
                .payloadDigest(Digest.sha256(csv))
                .file((long) csv.length, 3L)
                .build(),
            "insurer-a");
    assertThat(PipelineFixture.codeOf(feed(another, third, csv, "ins.coverage", "K-2")))
        .isEqualTo(ErrorCode.HEADER_INVALID);
    assertThat(first).exists();
    assertThat(second).doesNotExist();
    assertThat(third).doesNotExist();
    assertThat(kanhe.accepted.isRecorded("1.feed")).isTrue();
    kanhe.accepted.find(0);
    assertThat(kanhe.accepted.find(0).orElseThrow().payload())
        .isEqualTo(new Payload.Stored(first, csv.length, 3));
  }

  private Outcome feed(byte[] signed, Path file, byte[] csv, String service, String batch) {
    return kanhe.intake.submit(
        new Submission.Feed(
            signed,
            file,
            null,
            csv.length,
            Digest.sha256(csv),
            service,
            batch,
            Partners.INSURER_A,
            kanhe.now));
  }

  @Test
  void noticesAlteredStoredBytes() {
    kanhe.mq(kanhe.alert().build(), "met-taizhou");
    kanhe.accepted.find(0);
    kanhe.database.write(
        connection -> {
          try (PreparedStatement alter =
              connection.prepareStatement("UPDATE message_raw SET bytes = ?")) {
            alter.setBytes(1, new byte[1]);
            return alter.executeUpdate();
          }
        });
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> kanhe.accepted.find(0))
        .isInstanceOfSatisfying(
            KanheException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INTERNAL));
  }

  @Test
  void findsMessagesByIdAndBusinessKey() {
    Header header = kanhe.alert().businessKey("B-7").build();
    kanhe.mq(header, "met-taizhou");
    kanhe.mq(kanhe.alert().messageId(MessageId.random()).build(), "met-taizhou");
    assertThat(kanhe.search.newest(MessageSearch.NEWEST, 10))
        .extracting(MessageView::ledgerIndex)
        .containsExactly(1L, 0L);
    assertThat(kanhe.search.newest(1, 10)).extracting(MessageView::ledgerIndex).containsExactly(0L);
    assertThat(kanhe.search.byBusinessKey("B-7", MessageSearch.NEWEST, 10)).hasSize(1);
    assertThat(kanhe.search.byMessageId(header.messageId())).hasSize(1);
    assertThat(kanhe.search.receipt(0).orElseThrow().messageId()).isEqualTo(header.messageId());
  }

  @Test
  void countsByParticipantServiceAndOutcomeOnly() {
    kanhe.mq(kanhe.alert().build(), "met-taizhou");
    kanhe.mq("junk".getBytes(), "insurer-a");
    assertThat(
            kanhe
                .meters
                .get("kanhe.messages.received")
                .tag("outcome", "accepted")
                .tag("service", "ew.alert")
                .tag("participant", "met-taizhou")
                .counter()
                .count())
        .isEqualTo(1);
    assertThat(
            kanhe
                .meters
                .get("kanhe.messages.received")
                .tag("outcome", "SIGNATURE_INVALID")
                .tag("service", "unknown")
                .counter()
                .count())
        .isEqualTo(1);
  }

  @Test
  void recordsWhatADoorRefusedUnread() {
    Outcome.Refused refused =
        kanhe.intake.refuse(
            Door.SOAP,
            new ParticipantId("insurer-a"),
            kanhe.now,
            ErrorCode.LIMIT_EXCEEDED,
            "too large");
    assertThat(refused.receipt()).isNull();
    assertThat(kanhe.ledger.entries.get(0).facts())
        .containsEntry("code", "1007")
        .doesNotContainKey("rawDigest");
  }
}
