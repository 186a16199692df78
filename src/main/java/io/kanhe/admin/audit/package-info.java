/**
 * Whether ledger, tiles, stored bytes, deliveries and queues still say the same. Knows all of them
 * and changes none.
 */
@NullMarked
package io.kanhe.admin.audit;

import org.jspecify.annotations.NullMarked;
