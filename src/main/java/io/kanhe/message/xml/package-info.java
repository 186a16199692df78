/**
 * Strict XML: one bounded parse of the raw bytes into a small tree, and its exclusive canonical
 * form. See ADR 0004.
 */
@NamedInterface("xml")
@NullMarked
package io.kanhe.message.xml;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
