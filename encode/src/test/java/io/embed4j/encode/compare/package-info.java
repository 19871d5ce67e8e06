@NullMarked
package io.embed4j.encode.compare;

import org.jspecify.annotations.NullMarked;
