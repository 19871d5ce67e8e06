/**
 * Pictures to vectors, and to what texts are compared with: files, exact preprocessing, encoders.
 * Open {@link io.embed4j.encode.image.ImageEncoder} first.
 */
@NullMarked
package io.embed4j.encode.image;

import org.jspecify.annotations.NullMarked;
