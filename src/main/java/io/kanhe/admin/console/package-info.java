/** The server-rendered console, zh and en. */
@NullMarked
package io.kanhe.admin.console;

import org.jspecify.annotations.NullMarked;
