@NullMarked
package io.embed4j.encode.audio.feature;

import org.jspecify.annotations.NullMarked;
