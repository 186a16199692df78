/** Pushes a delivery to a recipient's SOAP endpoint. */
@NullMarked
package io.kanhe.delivery.soap;

import org.jspecify.annotations.NullMarked;
