package io.embed4j.encode.audio;

import io.embed4j.core.error.DataFormatException;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * Reads WAV files: integers of 8, 16, 24 or 32 bits, floats of 32 or 64 bits, any rate; several
 * channels become their mean. An integer sample is divided by the largest power of two of its bits,
 * so that −1 is the least. The duration is checked before samples are read; memory does not grow
 * with what a header claims.
 */
public final class WavFile {
  private static final int BUFFER_FRAMES = 1 << 14;
  private static final int FORMAT_BYTES = 16;
  private static final int EXTENSIBLE_BYTES = 40;
  private static final int PCM = 1;
  private static final int FLOAT = 3;
  private static final int EXTENSIBLE = 0xFFFE;
  private static final int MOST_CHANNELS = 64;
  private static final long UNKNOWN = 0xFFFF_FFFFL;

  /** What a file's header says of its samples. */
  private record Format(int code, int channels, int rate, int bits) {
    int frameBytes() {
      return channels * bits / 8;
    }
  }

  private final String file;
  private final InputStream in;
  private final long length;

  /**
   * Makes a reader.
   *
   * @param length of the file in bytes, header included
   */
  private WavFile(String file, InputStream in, long length) {
    this.file = file;
    this.in = in;
    this.length = length;
  }

  /**
   * Reads a file.
   *
   * @param maxSeconds longer sounds are refused
   * @throws DataFormatException if it is no WAV file, damaged, empty, too long, or has samples that
   *     are no numbers
   * @throws UncheckedIOException if it cannot be read
   */
  public static Sound read(Path file, double maxSeconds) {
    try (InputStream in = Files.newInputStream(file)) {
      return read(file.toString(), in, Files.size(file), maxSeconds);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /**
   * Reads a file that is in memory.
   *
   * @param name what messages call it
   * @throws DataFormatException as {@link #read(Path, double)}
   */
  public static Sound read(String name, byte[] bytes, double maxSeconds) {
    try {
      return read(name, new ByteArrayInputStream(bytes), bytes.length, maxSeconds);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Sound read(String name, InputStream in, long length, double maxSeconds)
      throws IOException {
    try {
      return new WavFile(name, in, length).read(maxSeconds);
    } catch (EOFException e) {
      throw new DataFormatException(name + ": the file ends in the middle of its header");
    }
  }

  private Sound read(double maxSeconds) throws IOException {
    byte[] head = in.readNBytes(12);
    if (head.length == 0) {
      throw new DataFormatException(file + ": the file is empty");
    }
    AudioFormats.requireWav(file, head);
    Format format = null;
    while (true) {
      ByteBuffer chunk = bytes(8);
      String name = name(chunk);
      long size = chunk.getInt(4) & 0xFFFF_FFFFL;
      if (name.equals("fmt ")) {
        format = format(size);
      } else if (name.equals("data")) {
        if (format == null) {
          throw new DataFormatException(file + ": the samples stand before their format");
        }
        return sound(format, size, maxSeconds);
      } else {
        skip(size);
      }
      skip(size & 1); // chunks begin at even places
    }
  }

  private static String name(ByteBuffer chunk) {
    byte[] name = new byte[4];
    chunk.get(0, name);
    return new String(name, StandardCharsets.ISO_8859_1);
  }

  private ByteBuffer bytes(int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException();
    }
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void skip(long count) throws IOException {
    try {
      in.skipNBytes(count);
    } catch (EOFException e) {
      throw new DataFormatException(file + ": the file is cut off: it has no samples");
    }
  }

  private Format format(long size) throws IOException {
    if (size < FORMAT_BYTES) {
      throw new DataFormatException(
          "%s: the format must have at least %d bytes, but has %d"
              .formatted(file, FORMAT_BYTES, size));
    }
    int known = (int) Math.min(size, EXTENSIBLE_BYTES);
    ByteBuffer chunk = bytes(known);
    skip(size - known);
    int code = chunk.getShort(0) & 0xFFFF;
    if (code == EXTENSIBLE && known == EXTENSIBLE_BYTES) {
      code = chunk.getShort(24) & 0xFFFF; // the first two bytes of the identifier
    }
    Format format =
        new Format(code, chunk.getShort(2) & 0xFFFF, chunk.getInt(4), chunk.getShort(14) & 0xFFFF);
    int blockBytes = chunk.getShort(12) & 0xFFFF;
    boolean supported =
        switch (code) {
          case PCM ->
              format.bits == 8 || format.bits == 16 || format.bits == 24 || format.bits == 32;
          case FLOAT -> format.bits == 32 || format.bits == 64;
          default -> false;
        };
    if (!supported) {
      throw new DataFormatException(
          "%s: samples of format %d with %d bits are not supported; convert the file: %s"
              .formatted(file, code, format.bits, AudioFormats.conversion(file)));
    }
    if (format.rate < 1
        || format.channels < 1
        || format.channels > MOST_CHANNELS
        || blockBytes != format.frameBytes()) {
      throw new DataFormatException(
          "%s: the header is damaged: %d channels, %d samples a second, %d bytes for all channels"
              .formatted(file, format.channels, format.rate, blockBytes));
    }
    return format;
  }

  /** A size that is not known is that of the rest: programs that write to a pipe say so. */
  private Sound sound(Format format, long size, double maxSeconds) throws IOException {
    boolean unknown = size == UNKNOWN || size == 0;
    long frames = (unknown ? length : size) / format.frameBytes();
    if (!unknown && size > length) {
      throw cutOff(frames, length / format.frameBytes());
    }
    double seconds = frames / (double) format.rate;
    if (!unknown && seconds > maxSeconds) {
      throw tooLong(seconds, maxSeconds);
    }
    int most =
        (int)
            Math.min(
                Math.min(frames, Integer.MAX_VALUE - 8), (long) (maxSeconds * format.rate) + 1);
    Samples samples = new Samples(format, most);
    int found = samples.read();
    if (unknown && found == most && in.read() >= 0) {
      throw tooLong(seconds, maxSeconds);
    }
    if (!unknown && found < frames) {
      throw cutOff(frames, found);
    }
    if (found == 0) {
      throw new DataFormatException(file + ": the sound has no samples");
    }
    return new Sound(Arrays.copyOf(samples.values, found), format.rate);
  }

  private DataFormatException tooLong(double seconds, double most) {
    return new DataFormatException(
        String.format(
            Locale.ROOT,
            "%s: the sound lasts %.1f s, and at most %.1f s are read; cut it, or allow more",
            file,
            seconds,
            most));
  }

  private DataFormatException cutOff(long frames, long found) {
    return new DataFormatException(
        "%s: the file is cut off: %d samples should follow the header, but only %d do"
            .formatted(file, frames, found));
  }

  /** The mean of all channels, sample by sample. */
  private final class Samples {
    private final Format format;
    private final int most;
    private float[] values;

    Samples(Format format, int most) {
      this.format = format;
      this.most = most;
      this.values = new float[Math.min(most, BUFFER_FRAMES)];
    }

    /** Returns how many samples there are. */
    int read() throws IOException {
      int found = 0;
      while (found < most) {
        int wanted = Math.min(BUFFER_FRAMES, most - found);
        byte[] bytes = in.readNBytes(wanted * format.frameBytes());
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int frames = bytes.length / format.frameBytes();
        if (found + frames > values.length) {
          values = Arrays.copyOf(values, (int) Math.min(most, 2L * (found + frames)));
        }
        for (int i = 0; i < frames; i++) {
          values[found + i] = mean(buffer, i * format.frameBytes(), found + i);
        }
        found += frames;
        if (frames < wanted) {
          break;
        }
      }
      return found;
    }

    private float mean(ByteBuffer buffer, int at, int frame) {
      double sum = 0;
      for (int channel = 0; channel < format.channels; channel++) {
        sum += value(buffer, at + channel * format.bits / 8);
      }
      float mean = (float) (sum / format.channels);
      if (!Float.isFinite(mean)) {
        throw new DataFormatException(
            "%s: sample %d is %s, which is no number".formatted(file, frame, mean));
      }
      return mean;
    }

    private double value(ByteBuffer buffer, int at) {
      return switch (format.bits) {
        case 8 -> ((buffer.get(at) & 0xFF) - 128) / 128.0;
        case 16 -> buffer.getShort(at) / 32768.0;
        case 24 ->
            ((buffer.get(at + 2) << 16)
                    | (buffer.get(at + 1) & 0xFF) << 8
                    | (buffer.get(at) & 0xFF))
                / 8388608.0;
        case 32 -> format.code == FLOAT ? buffer.getFloat(at) : buffer.getInt(at) / 2147483648.0;
        default -> buffer.getDouble(at);
      };
    }
  }
}
