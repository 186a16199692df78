/** Accepted messages on their way to recipients: outbox, retry, acknowledgement. */
@NullMarked
package io.kanhe.delivery;

import org.jspecify.annotations.NullMarked;
