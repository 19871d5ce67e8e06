/**
 * What models of sounds are given: samples of another rate, spectra, mels. Open {@link
 * io.embed4j.encode.audio.feature.FeatureExtractor} first.
 */
@NullMarked
package io.embed4j.encode.audio.feature;

import org.jspecify.annotations.NullMarked;
