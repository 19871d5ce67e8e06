/** Sounds to vectors. Open {@link io.embed4j.encode.audio.AudioEncoder} first. */
@NullMarked
package io.embed4j.encode.audio;

import org.jspecify.annotations.NullMarked;
