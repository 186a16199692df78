/** The command line: no Spring context, no database. */
@NullMarked
package io.kanhe.admin.cli;

import org.jspecify.annotations.NullMarked;
