package io.embed4j.encode.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of every kind against what Pillow makes of them, and files that are none. */
final class ImagesTest {
  private static final Path FORMATS =
      Path.of(System.getenv().getOrDefault("EMBED4J_ROOT", ".."), "fixtures/media/formats");

  /** Decoders of JPEG may differ where differences of colour are interpolated. */
  private static final int JPEG_TOLERANCE = 2;

  private static JsonNode expected() {
    try {
      return new ObjectMapper().readTree(FORMATS.resolve("expected.json").toFile()).get("files");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> names() {
    List<String> names = new ArrayList<>();
    expected().fieldNames().forEachRemaining(names::add);
    return names;
  }

  @ParameterizedTest
  @MethodSource("names")
  void pixelsAreThoseOfPillow(String name) {
    RgbImage image = Images.read(FORMATS.resolve(name), ImageOptions.defaults());
    requireSame(image, expected().get(name), name.endsWith(".jpg") ? JPEG_TOLERANCE : 0);
  }

  private static void requireSame(RgbImage image, JsonNode expected, int tolerance) {
    assertThat(image.width()).isEqualTo(expected.get("width").asInt());
    assertThat(image.height()).isEqualTo(expected.get("height").asInt());
    byte[] right = HexFormat.of().parseHex(expected.get("rgb").asText());
    for (int i = 0; i < right.length; i++) {
      assertThat(Math.abs((image.rgb()[i] & 0xFF) - (right[i] & 0xFF)))
          .as("byte %d is %d, not %d", i, image.rgb()[i] & 0xFF, right[i] & 0xFF)
          .isLessThanOrEqualTo(tolerance);
    }
  }

  @Test
  void theOrientationOfACameraIsFollowedWhereThatIsWanted() {
    ImageOptions options = ImageOptions.defaults().turned();
    RgbImage image = Images.read(FORMATS.resolve("turned.jpg"), options);
    requireSame(image, expected().get("turned.jpg").get("turned"), JPEG_TOLERANCE);
  }

  /** Of Exif 2.3: where the first row and the first column of a picture are to be seen. */
  @Test
  void allOrientations() {
    RgbImage image = RgbImage.black(2, 3);
    for (int i = 0; i < 6; i++) {
      image.rgb()[3 * i] = (byte) i; // 01, 23, 45
    }
    List<String> seen =
        List.of(
            "01,23,45",
            "10,32,54",
            "54,32,10",
            "45,23,01",
            "024,135",
            "420,531",
            "531,420",
            "135,024");
    for (int orientation = 1; orientation <= 8; orientation++) {
      RgbImage turned = Orientation.apply(image, orientation);
      StringBuilder text = new StringBuilder();
      for (int y = 0; y < turned.height(); y++) {
        text.append(y == 0 ? "" : ",");
        for (int x = 0; x < turned.width(); x++) {
          text.append(turned.rgb()[turned.at(x, y)]);
        }
      }
      assertThat(text).as("orientation %d", orientation).hasToString(seen.get(orientation - 1));
    }
  }

  /** Brightness 100 without colour is 155 of each inverted colour, which black makes darker. */
  @Test
  void fourColoursMayBeStoredAsBrightnessAndDifferences() throws IOException {
    WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 2, 1, 4, null);
    raster.setPixels(0, 0, 2, 1, new int[] {100, 128, 128, 255, 100, 128, 128, 51});
    assertThat(FourColours.rgb(raster, 2).rgb())
        .containsExactly((byte) 155, (byte) 155, (byte) 155, (byte) 31, (byte) 31, (byte) 31);
  }

  private static RgbImage decode(byte[] file) {
    return Images.decode("some.png", file, ImageOptions.defaults());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"rgb.jpg", "progressive.jpg", "cmyk.jpg", "rgb16.png", "rgb.bmp", "palette.gif"})
  void aFileThatIsCutOffIsRefused(String name) throws IOException {
    byte[] file = Files.readAllBytes(FORMATS.resolve(name));
    for (int length : new int[] {3, 20, file.length / 2, file.length * 3 / 4}) {
      assertThatThrownBy(() -> decode(Arrays.copyOf(file, length)))
          .as("%d of %d bytes", length, file.length)
          .isInstanceOf(ImageException.class)
          .hasMessageStartingWith("some.png: ");
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void damagedFilesAreRefusedOrReadAndNothingElse(String name) throws IOException {
    byte[] file = Files.readAllBytes(FORMATS.resolve(name));
    ImageOptions small = new ImageOptions(100_000, 1 << 20, true);
    for (int at = 0; at < Math.min(file.length, 300); at++) {
      byte[] damaged = file.clone();
      damaged[at] ^= (byte) 0x81;
      try {
        assertThat(Images.decode(name, damaged, small).width()).isPositive();
      } catch (ImageException e) {
        assertThat(e).hasMessageStartingWith(name + ": ");
      }
    }
  }

  @Test
  void whatIsNoPictureIsRefused() {
    assertThatThrownBy(() -> decode(new byte[0])).hasMessage("some.png: the file is empty");
    assertThatThrownBy(() -> decode("hello, world".getBytes(StandardCharsets.UTF_8)))
        .hasMessage("some.png: this is no PNG, JPEG, GIF or BMP picture");
    assertThatThrownBy(() -> decode("RIFF....WEBPVP8 ".getBytes(StandardCharsets.UTF_8)))
        .hasMessageContaining("WebP is not read; convert it: dwebp");
    assertThatThrownBy(() -> decode("....ftypheic".getBytes(StandardCharsets.UTF_8)))
        .hasMessageContaining("HEIF and AVIF are not read");
    assertThatThrownBy(() -> decode("II*\0....".getBytes(StandardCharsets.UTF_8)))
        .hasMessageContaining("TIFF is not read");
    assertThatThrownBy(() -> decode("<svg xmlns=''/>".getBytes(StandardCharsets.UTF_8)))
        .hasMessageContaining("no picture of pixels");
    assertThatThrownBy(() -> decode("%PDF-1.7".getBytes(StandardCharsets.UTF_8)))
        .hasMessageContaining("PDF is not read");
  }

  @Test
  void aWrongExtensionDoesNotMatter(@TempDir Path folder) throws IOException {
    Path file = Files.copy(FORMATS.resolve("rgb.jpg"), folder.resolve("picture.png"));
    assertThat(Images.read(file, ImageOptions.defaults()).width()).isEqualTo(37);
  }

  @Test
  void aSmallFileThatClaimsToBeHugeIsRefusedBeforeItIsDecoded() throws IOException {
    byte[] file = Files.readAllBytes(FORMATS.resolve("rgb16.png"));
    ByteBuffer header = ByteBuffer.wrap(file);
    header.putInt(16, 60_000).putInt(20, 50_000);
    CRC32 crc = new CRC32();
    crc.update(file, 12, 17);
    header.putInt(29, (int) crc.getValue());
    assertThatThrownBy(() -> decode(file))
        .hasMessage("some.png: 60,000 x 50,000 pixels are more than the limit of 90,000,000");
    byte[] gif = Files.readAllBytes(FORMATS.resolve("screen.gif"));
    Arrays.fill(gif, 6, 10, (byte) 0xFF);
    assertThatThrownBy(() -> decode(gif)).hasMessageContaining("65,535 x 65,535 pixels are more");
  }

  @Test
  void aFileThatIsTooLongIsRefusedBeforeItIsRead() {
    Path file = FORMATS.resolve("rgb.bmp");
    assertThatThrownBy(() -> Images.read(file, new ImageOptions(1000, 100, false)))
        .hasMessageContaining("bytes are more than the limit of 100");
    assertThatThrownBy(() -> Images.read(Path.of("none.png"), ImageOptions.defaults()))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("cannot read none.png");
  }
}
