package io.embed4j.encode.audio.train;

import io.embed4j.encode.audio.Sound;

/**
 * A sound, and which class it belongs to.
 *
 * @param label the same for all of a class
 */
public record LabelledSound(Sound sound, String label) {}
