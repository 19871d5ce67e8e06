package io.embed4j.encode.hub;

import java.net.URI;

/**
 * A file of a hub.
 *
 * @param path its path in the model, such as {@code 1_Pooling/config.json}
 * @param uri where it is fetched
 */
record RemoteFile(String path, URI uri, Checksum checksum, long sizeBytes) {}
