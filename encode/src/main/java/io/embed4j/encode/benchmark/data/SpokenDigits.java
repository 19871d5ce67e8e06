package io.embed4j.encode.benchmark.data;

import io.embed4j.core.error.DataFormatException;
import io.embed4j.encode.audio.Sound;
import io.embed4j.encode.audio.WavFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Free Spoken Digit Dataset: single digits in English, by several speakers, each 50 times.
 *
 * @param digit 0 to 9
 * @param index 0 to 49, of a digit and a speaker
 */
public record SpokenDigits(int digit, String speaker, int index, Sound sound) {
  private static final Pattern NAME = Pattern.compile("recordings/(\\d)_(\\w+)_(\\d+)\\.wav");
  private static final double MOST_SECONDS = 10;
  private static final int FIRST_OF_TRAINING = 5;

  /** Returns whether it belongs to the official test, which are the first five of each. */
  public boolean isTest() {
    return index < FIRST_OF_TRAINING;
  }

  /**
   * Reads all recordings of a .tar.gz archive, in the order of digit, speaker and index.
   *
   * @throws DataFormatException if there are none, or one is damaged
   */
  public static List<SpokenDigits> read(Path archive) {
    List<SpokenDigits> all = new ArrayList<>();
    Archive.forEach(
        archive,
        (name, content) -> {
          Matcher matcher = NAME.matcher(name);
          if (matcher.matches()) {
            Sound sound = WavFile.read(archive + ": " + name, content, MOST_SECONDS);
            int digit = Integer.parseInt(matcher.group(1));
            int index = Integer.parseInt(matcher.group(3));
            all.add(new SpokenDigits(digit, matcher.group(2), index, sound));
          }
        });
    if (all.isEmpty()) {
      throw new DataFormatException(archive + ": there are no recordings in it");
    }
    all.sort(
        Comparator.comparingInt(SpokenDigits::digit)
            .thenComparing(SpokenDigits::speaker)
            .thenComparingInt(SpokenDigits::index));
    return all;
  }
}
