/** Speed of encoders of sounds. Open {@link io.embed4j.bench.sound.SoundSpeed} first. */
@NullMarked
package io.embed4j.bench.sound;

import org.jspecify.annotations.NullMarked;
