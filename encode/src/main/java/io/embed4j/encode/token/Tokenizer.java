package io.embed4j.encode.token;

/** Turns text into token ids. Thread-safe. */
public interface Tokenizer {}
