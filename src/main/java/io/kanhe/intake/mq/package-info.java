/** The MQ door: reads {@code kanhe.in.<id>} and answers on {@code kanhe.receipt.<id>}. */
@NullMarked
package io.kanhe.intake.mq;

import org.jspecify.annotations.NullMarked;
