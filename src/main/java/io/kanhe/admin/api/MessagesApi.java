package io.kanhe.admin.api;

import io.kanhe.admin.EvidenceDesk;
import io.kanhe.admin.Journey;
import io.kanhe.admin.Journeys;
import io.kanhe.intake.MessageSearch;
import io.kanhe.intake.MessageView;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import io.kanhe.retention.Erasures;
import io.kanhe.retention.ReadLog;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/messages}: search, journey, evidence and erasure of accepted messages. */
@RestController
@RequestMapping("/api/v1/messages")
class MessagesApi {

  private static final int PAGE = 50;
  private static final String OPERATOR = "Kanhe-Operator";

  private final Journeys journeys;
  private final EvidenceDesk evidence;
  private final Erasures erasures;
  private final ReadLog reads;

  MessagesApi(Journeys journeys, EvidenceDesk evidence, Erasures erasures, ReadLog reads) {
    this.journeys = journeys;
    this.evidence = evidence;
    this.erasures = erasures;
    this.reads = reads;
  }

  /**
   * @param key message id or business key; without it the newest messages
   * @param before ledger index of the last message seen, for the next page
   */
  @GetMapping
  List<MessageView> search(
      @RequestParam(required = false) String key,
      @RequestParam(defaultValue = "" + MessageSearch.NEWEST) long before) {
    return key == null ? journeys.newest(before, PAGE) : journeys.find(key, PAGE);
  }

  @GetMapping("/{id}/journey")
  Journey journey(@PathVariable String id) {
    return journeys.of(id).orElseThrow(() -> unknown());
  }

  /**
   * The evidence file; {@code ./kanhe verify} checks it. It holds the message: who gets it is
   * recorded first.
   *
   * @param operator who asks
   * @param purpose why
   */
  @GetMapping("/{id}/evidence")
  ResponseEntity<byte[]> evidence(
      @PathVariable String id,
      @RequestHeader(name = OPERATOR, defaultValue = ReadLog.Reader.LOOPBACK) String operator,
      @RequestHeader(name = "Kanhe-Purpose", required = false) @Nullable String purpose) {
    ReadLog.Reader reader = new ReadLog.Reader(operator, purpose);
    byte[] file = evidence.export(journeys.of(id).orElseThrow(() -> unknown()), reader);
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType("application/vnd.etsi.asic-e+zip"))
        .header(
            HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"evidence-" + id + ".asice\"")
        .body(file);
  }

  /** Who saw content of the message. */
  @GetMapping("/{id}/reads")
  List<ReadLog.Line> reads(@PathVariable String id) {
    return reads.of(journeys.of(id).orElseThrow(() -> unknown()).message().ledgerIndex());
  }

  /**
   * Erases what is stored of the message and cancels its open deliveries.
   *
   * @param operator who orders it. The header is required: a page of another site cannot send it,
   *     so that no browser can be made to erase.
   * @param reason reference of the case
   */
  @PostMapping("/{id}/erasure")
  Erasures.Erased erase(
      @PathVariable String id,
      @RequestHeader(OPERATOR) String operator,
      @RequestParam String reason) {
    long index = journeys.of(id).orElseThrow(() -> unknown()).message().ledgerIndex();
    return erasures.erase(index, operator, reason);
  }

  private static KanheException unknown() {
    return new KanheException(ErrorCode.NOT_FOUND, "no accepted message has this id");
  }
}
