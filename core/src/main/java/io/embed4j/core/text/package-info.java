/**
 * What modules tell each other about texts and encoders. Open {@link io.embed4j.core.text.Encoder}
 * first.
 */
@NullMarked
package io.embed4j.core.text;

import org.jspecify.annotations.NullMarked;
