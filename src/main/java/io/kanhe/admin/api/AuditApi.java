package io.kanhe.admin.api;

import io.kanhe.admin.audit.AuditResult;
import io.kanhe.admin.audit.LogAudit;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/audit}: the last audit, and one now. */
@RestController
@RequestMapping("/api/v1/audit")
class AuditApi {

  private final LogAudit audit;

  AuditApi(LogAudit audit) {
    this.audit = audit;
  }

  @GetMapping
  AuditResult last() {
    return audit.last();
  }

  /** Runs an audit of everything and records it. JSON only: no form of another site sends that. */
  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  AuditResult now() {
    return audit.run(AuditResult.Scope.ALL, true);
  }
}
