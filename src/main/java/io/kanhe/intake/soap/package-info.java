/** The SOAP door: CXF hands the raw request over to the pipeline. See ADR 0003. */
@NullMarked
package io.kanhe.intake.soap;

import org.jspecify.annotations.NullMarked;
