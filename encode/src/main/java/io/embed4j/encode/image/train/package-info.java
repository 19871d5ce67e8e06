/**
 * Training encoders of pictures from scratch: data, augmentations, the objective, and how good the
 * vectors are. Open {@link io.embed4j.encode.image.train.ImageTraining} first.
 */
@NullMarked
package io.embed4j.encode.image.train;

import org.jspecify.annotations.NullMarked;
