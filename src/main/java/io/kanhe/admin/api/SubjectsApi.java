package io.kanhe.admin.api;

import io.kanhe.retention.ReadLog;
import io.kanhe.service.Disclosures;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /api/v1/subjects}: what a person may know. The identifier stands in the body of a POST and
 * nowhere else, so that no log of addresses holds it.
 */
@RestController
@RequestMapping("/api/v1/subjects")
class SubjectsApi {

  private static final int MOST_LINES = 1000;

  private final Disclosures disclosures;

  SubjectsApi(Disclosures disclosures) {
    this.disclosures = disclosures;
  }

  /** The person asked about. */
  record Subject(String identifier) {

    @Override
    public String toString() {
      return "Subject[]";
    }
  }

  /**
   * Who got what about the person, under which basis, newest first.
   *
   * @param operator who looks. The header is required: a page of another site cannot send it.
   * @param purpose reference of the person's request
   */
  @PostMapping("/disclosures")
  Disclosures.Disclosed disclosures(
      @RequestBody Subject subject,
      @RequestHeader("Kanhe-Operator") String operator,
      @RequestHeader(name = "Kanhe-Purpose", required = false) @Nullable String purpose) {
    ReadLog.Reader reader = new ReadLog.Reader(operator, purpose);
    return disclosures.of(
        subject.identifier() == null ? "" : subject.identifier(),
        reader.by(),
        reader.purpose(),
        MOST_LINES);
  }
}
