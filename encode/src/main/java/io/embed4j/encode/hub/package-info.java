/**
 * Models from a hub over HTTP, in the cache that other programs share. Open {@link
 * io.embed4j.encode.hub.Hub} first.
 */
@NullMarked
package io.embed4j.encode.hub;

import org.jspecify.annotations.NullMarked;
