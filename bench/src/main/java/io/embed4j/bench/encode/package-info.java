/** Encoders of text beside other runtimes. Open {@code EncodingSpeed} first. */
@NullMarked
package io.embed4j.bench.encode;

import org.jspecify.annotations.NullMarked;
