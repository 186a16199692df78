/**
 * The feed door: {@code PUT /feeds/{service}/{batchNo}}, streamed to disk, never held in memory.
 */
@NullMarked
package io.kanhe.intake.feed;

import org.jspecify.annotations.NullMarked;
