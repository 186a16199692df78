/** Whether the gateway can take messages: what {@code /actuator/health} and the metrics say. */
@NullMarked
package io.kanhe.admin.health;

import org.jspecify.annotations.NullMarked;
