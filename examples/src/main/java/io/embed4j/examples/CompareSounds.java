package io.embed4j.examples;

import io.embed4j.core.math.Vectors;
import io.embed4j.core.run.Progress;
import io.embed4j.encode.audio.AudioEncoder;
import io.embed4j.encode.audio.AudioEncoding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Tells how much sounds are like each other, by their vectors. */
public final class CompareSounds {
  private CompareSounds() {}

  /** Takes a folder with a model of sounds, such as Whisper's, and WAV files. */
  public static void main(String[] args) {
    List<Path> files = new ArrayList<>();
    for (int i = 1; i < args.length; i++) {
      files.add(Path.of(args[i]));
    }
    try (AudioEncoder encoder = AudioEncoder.load(Path.of(args[0]))) {
      List<AudioEncoding> encodings = encoder.encodings(files, Progress.NONE);
      for (int i = 0; i < files.size(); i++) {
        switch (encodings.get(i)) {
          case AudioEncoding.Encoded(float[] vector, double seconds) ->
              System.out.printf(
                  Locale.ROOT,
                  "%-30s %5.2f s  cosine with the first one: %.3f%n",
                  files.get(i).getFileName(),
                  seconds,
                  Vectors.dot(first(encodings), 0, vector, 0, vector.length));
          case AudioEncoding.Failed(String reason) -> System.out.println(reason);
        }
      }
    }
  }

  /** The first vector; the dot product with it is the cosine, because all have length 1. */
  private static float[] first(List<AudioEncoding> encodings) {
    return encodings.stream()
        .filter(AudioEncoding.Encoded.class::isInstance)
        .map(encoding -> ((AudioEncoding.Encoded) encoding).vector())
        .findFirst()
        .orElseThrow();
  }
}
