/** Files of pictures, exact preprocessing, encoders. */
@NullMarked
package io.embed4j.encode.image;

import org.jspecify.annotations.NullMarked;
