/**
 * The machine's roofline and each kernel's share of it. Open {@link
 * io.embed4j.bench.kernel.KernelSpeed} first.
 */
@NullMarked
package io.embed4j.bench.kernel;

import org.jspecify.annotations.NullMarked;
