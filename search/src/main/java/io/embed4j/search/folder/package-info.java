/**
 * Folders of documents in an index that follows them. Open {@link
 * io.embed4j.search.folder.FolderIndexer} first.
 */
@NullMarked
package io.embed4j.search.folder;

import org.jspecify.annotations.NullMarked;
