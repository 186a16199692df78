/** Leads on insurance fraud, cases of supervision and reports of statistics. */
@NullMarked
package io.kanhe.service.regulation;

import org.jspecify.annotations.NullMarked;
