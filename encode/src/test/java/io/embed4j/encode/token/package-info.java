@NullMarked
package io.embed4j.encode.token;

import org.jspecify.annotations.NullMarked;
