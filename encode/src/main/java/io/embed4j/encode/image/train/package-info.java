/**
 * Training encoders of pictures from scratch: data, augmentations, the objective. Open {@link
 * io.embed4j.encode.image.train.ImageTraining} first.
 */
@NullMarked
package io.embed4j.encode.image.train;

import org.jspecify.annotations.NullMarked;
