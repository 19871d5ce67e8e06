/**
 * N-Triples and N-Quads (W3C RDF 1.1) as a stream of statements over bytes. Not exported. Open
 * {@link io.embed4j.graph.data.rdf.NTriplesReader} first.
 */
@NullMarked
package io.embed4j.graph.data.rdf;

import org.jspecify.annotations.NullMarked;
