/**
 * What encoders are tuned on: pairs of texts, with scores, labels or hard negatives. Open {@link
 * io.embed4j.encode.tune.data.ExampleReader} first.
 */
@NullMarked
package io.embed4j.encode.tune.data;

import org.jspecify.annotations.NullMarked;
