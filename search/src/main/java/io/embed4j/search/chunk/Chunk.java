package io.embed4j.search.chunk;

import io.embed4j.core.text.Span;
import io.embed4j.search.document.Document;

/**
 * A part of a document that is found as one.
 *
 * @param span where it is in the document's text; no blanks at either end
 * @param text what it says
 * @param part the part of the document that it is in
 */
public record Chunk(Span span, String text, Document.Part part) {}
