/** Model folders, good and bad. */
@NullMarked
package io.embed4j.encode.model;

import org.jspecify.annotations.NullMarked;
