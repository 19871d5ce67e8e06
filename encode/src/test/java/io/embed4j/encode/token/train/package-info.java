@NullMarked
package io.embed4j.encode.token.train;

import org.jspecify.annotations.NullMarked;
