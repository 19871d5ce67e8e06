package io.embed4j.encode.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.embed4j.core.error.DataFormatException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that the JDK's own sound library writes, files made by hand, and damaged ones. */
final class WavFileTest {
  private static final float[] LEFT = {0, 0.5f, -0.5f, 0.75f, -1, 0.25f, 0.125f};

  @TempDir private Path folder;

  /** Returns a file of one format and one data chunk. */
  static byte[] wav(int code, int channels, int rate, int bits, byte[] data) {
    ByteBuffer buffer = ByteBuffer.allocate(44 + data.length).order(ByteOrder.LITTLE_ENDIAN);
    buffer.put(ascii("RIFF")).putInt(36 + data.length).put(ascii("WAVEfmt ")).putInt(16);
    buffer.putShort((short) code).putShort((short) channels).putInt(rate);
    int frame = channels * bits / 8;
    buffer.putInt(rate * frame).putShort((short) frame).putShort((short) bits);
    return buffer.put(ascii("data")).putInt(data.length).put(data).array();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private Path write(byte[] bytes) throws IOException {
    Path file = folder.resolve("sound.wav");
    Files.write(file, bytes);
    return file;
  }

  private Sound read(byte[] bytes) throws IOException {
    return WavFile.read(write(bytes), 10);
  }

  private static byte[] samples(int code, int bits, double factor, float[]... channels) {
    int count = channels[0].length;
    ByteBuffer buffer =
        ByteBuffer.allocate(count * channels.length * bits / 8).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      for (float[] channel : channels) {
        double x = channel[i] * factor;
        if (code == 3) {
          put(buffer, x, bits);
          continue;
        }
        long whole = Math.round(x * Math.scalb(1.0, bits - 1)) + (bits == 8 ? 128 : 0);
        for (int b = 0; b < bits; b += 8) {
          buffer.put((byte) (whole >> b));
        }
      }
    }
    return buffer.array();
  }

  private static void put(ByteBuffer buffer, double x, int bits) {
    if (bits == 32) {
      buffer.putFloat((float) x);
    } else {
      buffer.putDouble(x);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 8", "1, 16", "1, 24", "1, 32", "3, 32", "3, 64"})
  void allKindsOfSamples(int code, int bits) throws IOException {
    Sound mono = read(wav(code, 1, 16_000, bits, samples(code, bits, 1, LEFT)));
    assertThat(mono.rate()).isEqualTo(16_000);
    assertThat(mono.samples()).containsExactly(LEFT, within(0f));
    float[] right = new float[LEFT.length];
    Arrays.fill(right, 0.25f);
    Sound stereo = read(wav(code, 2, 44_100, bits, samples(code, bits, 1, LEFT, right)));
    assertThat(stereo.rate()).isEqualTo(44_100);
    for (int i = 0; i < LEFT.length; i++) {
      assertThat(stereo.samples()[i]).isEqualTo((LEFT[i] + 0.25f) / 2);
    }
  }

  @ParameterizedTest
  @CsvSource({"8, false", "16, true", "24, true", "32, true"})
  void filesOfTheJdk(int bits, boolean signed) throws IOException {
    byte[] data = samples(1, bits, 1, LEFT);
    AudioFormat format = new AudioFormat(22_050, bits, 1, signed, false);
    Path file = folder.resolve("jdk.wav");
    try (AudioInputStream in =
        new AudioInputStream(new ByteArrayInputStream(data), format, LEFT.length)) {
      AudioSystem.write(in, AudioFileFormat.Type.WAVE, file.toFile());
    }
    Sound sound = WavFile.read(file, 10);
    assertThat(sound.rate()).isEqualTo(22_050);
    assertThat(sound.samples()).containsExactly(LEFT, within(0f));
  }

  /** Chunks that are not known, an odd one among them, and the long form of the format. */
  @Test
  void otherChunksArePassedOver() throws IOException {
    byte[] data = samples(1, 16, 1, LEFT);
    ByteBuffer buffer = ByteBuffer.allocate(200).order(ByteOrder.LITTLE_ENDIAN);
    buffer.put(ascii("RIFF")).putInt(0).put(ascii("WAVE"));
    buffer.put(ascii("LIST")).putInt(3).put(new byte[4]);
    buffer.put(ascii("fmt ")).putInt(40).putShort((short) 0xFFFE).putShort((short) 1);
    buffer.putInt(8000).putInt(16_000).putShort((short) 2).putShort((short) 16);
    buffer.putShort((short) 22).putShort((short) 16).putInt(4).putShort((short) 1);
    buffer.put(new byte[14]);
    buffer.put(ascii("data")).putInt(data.length).put(data);
    Sound sound = read(Arrays.copyOf(buffer.array(), buffer.position()));
    assertThat(sound.samples()).containsExactly(LEFT, within(0f));
    assertThat(sound.rate()).isEqualTo(8000);
  }

  /** Programs that write to a pipe do not know the size. */
  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void aSizeThatIsNotKnownIsThatOfTheRest(int size) throws IOException {
    byte[] file = wav(1, 1, 16_000, 16, samples(1, 16, 1, LEFT));
    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(40, size);
    assertThat(read(file).samples()).containsExactly(LEFT, within(0f));
  }

  private void refuse(byte[] bytes, String message) throws IOException {
    Path file = write(bytes);
    assertThatThrownBy(() -> WavFile.read(file, 10))
        .isInstanceOf(DataFormatException.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining(message);
  }

  @Test
  void whatIsNoSoundIsRefused() throws IOException {
    byte[] file = wav(1, 1, 16_000, 16, samples(1, 16, 1, LEFT));
    refuse(new byte[0], "the file is empty");
    refuse(Arrays.copyOf(file, 20), "the file ends in the middle of its header");
    refuse(
        Arrays.copyOf(file, 50),
        "the file is cut off: 7 samples should follow the header, but only");
    refuse(wav(1, 1, 16_000, 16, new byte[0]), "the sound has no samples");
    refuse(wav(7, 1, 8000, 8, new byte[9]), "samples of format 7 with 8 bits are not supported");
    refuse(wav(1, 0, 8000, 16, new byte[9]), "the header is damaged: 0 channels");
    refuse(wav(1, 1, 0, 16, new byte[9]), "the header is damaged: 1 channels, 0 samples a second");
    refuse(ascii("not a sound at all"), "this is no WAV file, nor one of another known format");
    float[] bad = {0, Float.NaN, 1};
    refuse(wav(3, 1, 8000, 32, samples(3, 32, 1, bad)), "sample 1 is NaN, which is no number");
    bad[1] = Float.NEGATIVE_INFINITY;
    refuse(wav(3, 1, 8000, 32, samples(3, 32, 1, bad)), "sample 1 is -Infinity");
  }

  /** A header that claims hours, before any memory is asked for. */
  @Test
  void soundsThatAreTooLongAreRefused() throws IOException {
    refuse(
        wav(1, 1, 100, 8, new byte[1001]),
        "the sound lasts 10.0 s, and at most 10.0 s are read; cut it, or allow more");
    byte[] piped = wav(1, 1, 100, 8, new byte[1100]);
    ByteBuffer.wrap(piped).order(ByteOrder.LITTLE_ENDIAN).putInt(40, -1);
    refuse(piped, "at most 10.0 s are read");
    byte[] liar = wav(1, 1, 16_000, 16, new byte[10]);
    ByteBuffer.wrap(liar).order(ByteOrder.LITTLE_ENDIAN).putInt(40, 2_000_000_000);
    refuse(liar, "the file is cut off: 1000000000 samples should follow");
  }

  @ParameterizedTest
  @CsvSource({
    "ID3, an MP3 file",
    "OggS, an Ogg file",
    "fLaC, a FLAC file",
    "FORM, an AIFF file",
    "RF64, an RF64 file",
    "....ftypM4A, an MP4 file",
  })
  void otherFormatsAreNamedWhateverTheFileIsCalled(String head, String name) throws IOException {
    byte[] bytes = Arrays.copyOf(ascii(head), 40);
    refuse(bytes, "this is " + name + ", but sounds are read from WAV files; convert it: ffmpeg");
  }
}
