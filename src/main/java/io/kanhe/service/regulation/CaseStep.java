package io.kanhe.service.regulation;

import io.kanhe.message.Uscc;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One step of a case, named by the state that it leads to.
 *
 * @param at when it was taken, as its actor says
 * @param assignee who is to handle the case; for {@code ASSIGNED} only
 */
record CaseStep(CaseState action, Instant at, @Nullable Uscc assignee) {}
