@NullMarked
package io.embed4j.encode.audio.train;

import org.jspecify.annotations.NullMarked;
