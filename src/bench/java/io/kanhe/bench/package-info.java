/**
 * The benchmark: the gateway's SOAP door beside a bare CXF service with WSS4J, each in a process of
 * its own, under the same signed requests. Entry type: {@link io.kanhe.bench.Benchmark}. It asserts
 * nothing on times. See docs/performance.md.
 */
@NullMarked
package io.kanhe.bench;

import org.jspecify.annotations.NullMarked;
