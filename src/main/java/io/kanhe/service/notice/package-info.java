/** What the gateway says by itself: at once, or when a term runs out. */
@NullMarked
package io.kanhe.service.notice;

import org.jspecify.annotations.NullMarked;
