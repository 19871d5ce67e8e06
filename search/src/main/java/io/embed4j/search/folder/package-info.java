/** x. */
@NullMarked
package io.embed4j.search.folder;

import org.jspecify.annotations.NullMarked;
