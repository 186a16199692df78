/**
 * What a partner gets of one service in one file: contract, samples, code lists, examples. Entry
 * type: {@code ServiceBundles}. Knows no message of anybody (ADR 0018).
 */
@NullMarked
package io.kanhe.admin.bundle;

import org.jspecify.annotations.NullMarked;
