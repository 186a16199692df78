/**
 * How long message bodies are stored, how they are erased, and who saw them: {@link
 * io.kanhe.retention.Erasures}, {@link io.kanhe.retention.ReadLog}. Entries and receipts are never
 * touched. Decision: ADR 0010.
 */
@NullMarked
package io.kanhe.retention;

import org.jspecify.annotations.NullMarked;
