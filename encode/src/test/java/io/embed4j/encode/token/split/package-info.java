@NullMarked
package io.embed4j.encode.token.split;

import org.jspecify.annotations.NullMarked;
