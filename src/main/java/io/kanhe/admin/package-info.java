/**
 * What administrators and auditors see: one picture of the gateway for API, console and health.
 * Reads only.
 */
@NullMarked
package io.kanhe.admin;

import org.jspecify.annotations.NullMarked;
