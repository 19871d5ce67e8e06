/**
 * What every SIMD kernel shares: whether vectors can be used, and how wide they are. Not exported.
 * Open {@link io.embed4j.core.simd.Simd} first.
 */
@NullMarked
package io.embed4j.core.simd;

import org.jspecify.annotations.NullMarked;
