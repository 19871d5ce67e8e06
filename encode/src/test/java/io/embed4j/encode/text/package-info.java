/** Whole encoders against reference outputs. */
@NullMarked
package io.embed4j.encode.text;

import org.jspecify.annotations.NullMarked;
