/**
 * Files as texts that know where their headings and pages begin. Open {@link
 * io.embed4j.search.document.Documents} first.
 */
@NullMarked
package io.embed4j.search.document;

import org.jspecify.annotations.NullMarked;
