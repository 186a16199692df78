package io.kanhe.platform;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The one exception of Kanhe. Its message is shown to partners and logged, so it holds what was
 * found and what was expected, never a payload, a personal value, a secret or a parser's own text.
 */
public final class KanheException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ErrorCode code;

  public KanheException(ErrorCode code, String message) {
    this(code, message, null);
  }

  public KanheException(ErrorCode code, String message, @Nullable Throwable cause) {
    // A refusal is an expected outcome on a hot path that an attacker can drive: it carries no
    // stack trace.
    super(message, cause, false, code.disposition() != Disposition.REJECT);
    this.code = Objects.requireNonNull(code, "code");
  }

  public ErrorCode code() {
    return code;
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNullElse(super.getMessage(), code.title());
  }
}
