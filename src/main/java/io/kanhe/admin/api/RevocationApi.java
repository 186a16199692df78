package io.kanhe.admin.api;

import io.kanhe.admin.RevocationDesk;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/revocation}: ask now about every certificate in use. */
@RestController
@RequestMapping("/api/v1/revocation")
class RevocationApi {

  private final RevocationDesk desk;

  RevocationApi(RevocationDesk desk) {
    this.desk = desk;
  }

  /**
   * @param operator who orders it. The header is required: a page of another site cannot send it.
   */
  @PostMapping("/ask")
  RevocationDesk.Asked ask(@RequestHeader("Kanhe-Operator") String operator) {
    return desk.askAgain(operator);
  }
}
