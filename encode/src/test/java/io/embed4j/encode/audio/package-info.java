@NullMarked
package io.embed4j.encode.audio;

import org.jspecify.annotations.NullMarked;
