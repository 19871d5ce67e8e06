/** x. */
@NullMarked
package io.embed4j.search.document;

import org.jspecify.annotations.NullMarked;
