package io.kanhe.admin.api;

import io.kanhe.admin.EvidenceDesk;
import io.kanhe.admin.Journey;
import io.kanhe.admin.Journeys;
import io.kanhe.intake.MessageSearch;
import io.kanhe.intake.MessageView;
import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/messages}: search, journey and evidence of accepted messages. No payloads. */
@RestController
@RequestMapping("/api/v1/messages")
class MessagesApi {

  private static final int PAGE = 50;

  private final Journeys journeys;
  private final EvidenceDesk evidence;

  MessagesApi(Journeys journeys, EvidenceDesk evidence) {
    this.journeys = journeys;
    this.evidence = evidence;
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

  /** The evidence file; {@code ./kanhe verify} checks it. */
  @GetMapping("/{id}/evidence")
  ResponseEntity<byte[]> evidence(@PathVariable String id) {
    byte[] file = evidence.export(journeys.of(id).orElseThrow(() -> unknown()));
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType("application/vnd.etsi.asic-e+zip"))
        .header(
            HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"evidence-" + id + ".asice\"")
        .body(file);
  }

  private static KanheException unknown() {
    return new KanheException(ErrorCode.NOT_FOUND, "no accepted message has this id");
  }
}
