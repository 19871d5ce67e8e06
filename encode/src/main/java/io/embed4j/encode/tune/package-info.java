/**
 * Training encoders on pairs of texts. Open {@link io.embed4j.encode.tune.TuneRun} first, then
 * {@link io.embed4j.encode.tune.Tuner}.
 */
@NullMarked
package io.embed4j.encode.tune;

import org.jspecify.annotations.NullMarked;
