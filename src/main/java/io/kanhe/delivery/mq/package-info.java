/** Puts a delivery on {@code kanhe.out.<id>}. */
@NullMarked
package io.kanhe.delivery.mq;

import org.jspecify.annotations.NullMarked;
