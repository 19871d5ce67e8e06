/**
 * Micro-benchmarks on JMH, for work on a single kernel: {@code ./embed4j bench jmh DotBench}. Open
 * {@link io.embed4j.bench.jmh.DotBench} first.
 */
@NullMarked
package io.embed4j.bench.jmh;

import org.jspecify.annotations.NullMarked;
