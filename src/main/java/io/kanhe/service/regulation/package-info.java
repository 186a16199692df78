/** Leads on insurance fraud: their steps, clocks and copies. */
@NullMarked
package io.kanhe.service.regulation;

import org.jspecify.annotations.NullMarked;
