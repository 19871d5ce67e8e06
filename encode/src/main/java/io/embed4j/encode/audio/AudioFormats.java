package io.embed4j.encode.audio;

import io.embed4j.core.error.DataFormatException;
import java.nio.charset.StandardCharsets;

/** What a file of sounds is, by its first bytes, whatever its name says. */
final class AudioFormats {
  private AudioFormats() {}

  /**
   * Refuses what is no WAV file.
   *
   * @param head the first 12 bytes, or all if there are fewer
   */
  static void requireWav(String file, byte[] head) {
    String text = new String(head, StandardCharsets.ISO_8859_1);
    if (text.startsWith("RIFF") && text.startsWith("WAVE", 8)) {
      return;
    }
    String found = name(text);
    throw new DataFormatException(
        found.isEmpty()
            ? file + ": this is no WAV file, nor one of another known format"
            : "%s: this is %s, but sounds are read from WAV files; convert it: %s"
                .formatted(file, found, conversion(file)));
  }

  private static String name(String head) {
    if (head.startsWith("ID3") || head.matches("(?s)\u00ff[\u00e0-\u00ff].*")) {
      return "an MP3 file";
    } else if (head.startsWith("OggS")) {
      return "an Ogg file";
    } else if (head.startsWith("fLaC")) {
      return "a FLAC file";
    } else if (head.startsWith("ftyp", 4)) {
      return "an MP4 file";
    } else if (head.startsWith("FORM")) {
      return "an AIFF file";
    } else if (head.startsWith("RF64") || head.startsWith("RIFX")) {
      return "an " + head.substring(0, 4) + " file";
    }
    return head.startsWith("\u001aE\u00df\u00a3") ? "a Matroska or WebM file" : "";
  }

  /** Returns a command that makes a WAV file of it. */
  static String conversion(String file) {
    String name = file.substring(file.lastIndexOf('/') + 1);
    int dot = name.lastIndexOf('.');
    String stem = dot > 0 ? name.substring(0, dot) : name;
    return "ffmpeg -i \"%s\" -ac 1 -c:a pcm_s16le \"%s-16bit.wav\"".formatted(name, stem);
  }
}
