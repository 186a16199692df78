package io.kanhe.admin.api;

import io.kanhe.platform.ErrorCode;
import io.kanhe.platform.KanheException;
import java.net.URI;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Errors of the API as problem documents with Kanhe's own codes. Standard: RFC 9457. */
@RestControllerAdvice(basePackages = "io.kanhe.admin.api")
class ApiProblems {

  @ExceptionHandler(KanheException.class)
  ProblemDetail problem(KanheException e) {
    ProblemDetail problem =
        ProblemDetail.forStatusAndDetail(
            HttpStatusCode.valueOf(e.code().httpStatus()), e.getMessage());
    problem.setType(URI.create("urn:kanhe:error:" + e.code().number()));
    problem.setTitle(e.code().title());
    problem.setProperty("code", e.code().number());
    problem.setProperty("name", e.code().name());
    problem.setProperty("remedy", e.code().remedy());
    return problem;
  }

  /**
   * A parser quotes what it could not read: a person's identifier. Left to Spring, it is logged.
   */
  @ExceptionHandler(HttpMessageNotReadableException.class)
  ProblemDetail unreadable() {
    return problem(
        new KanheException(
            ErrorCode.MALFORMED,
            "found a body that cannot be read, expected the JSON of this request"));
  }
}
