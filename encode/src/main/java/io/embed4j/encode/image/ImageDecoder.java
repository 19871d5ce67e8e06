package io.embed4j.encode.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.w3c.dom.Node;

/**
 * Has the JDK decode a picture.
 *
 * @param name what messages call it
 */
record ImageDecoder(String name, ImageFormat format, ImageOptions options) {
  /**
   * Returns the picture.
   *
   * @throws ImageException if it has too many pixels
   * @throws IOException if it is damaged
   */
  RgbImage decode(byte[] file) throws IOException {
    if (format != ImageFormat.JPEG) {
      return decode(file, this::picture);
    }
    JpegSegments jpeg = JpegSegments.of(file);
    RgbImage image =
        decode(
            jpeg.file(),
            reader ->
                jpeg.colours() == 4
                    ? FourColours.rgb(reader.readRaster(0, null), jpeg.adobeTransform())
                    : picture(reader));
    return options.turn() ? Orientation.apply(image, jpeg.orientation()) : image;
  }

  /** What is done with a decoder that has its file. */
  private interface Decoding {
    RgbImage of(ImageReader reader) throws IOException;
  }

  private RgbImage decode(byte[] file, Decoding decoding) throws IOException {
    ImageReader reader = ImageIO.getImageReadersByFormatName(format.decoder()).next();
    List<String> warnings = new ArrayList<>();
    try (var in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      reader.setInput(in);
      requireSize(reader.getWidth(0), reader.getHeight(0));
      reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
      RgbImage image = decoding.of(reader);
      if (warnings.stream().anyMatch(ImageDecoder::saysTruncated)) {
        throw new EOFException("it ends too early");
      }
      return image;
    } finally {
      reader.dispose();
    }
  }

  /** Decoders go on with grey where a file ends; the words are all there is to know it by. */
  private static boolean saysTruncated(String warning) {
    String words = warning.toLowerCase(Locale.ROOT);
    return words.contains("premature") || words.contains("truncated") || words.contains("eof");
  }

  private void requireSize(int width, int height) {
    if ((long) width * height > options.maxPixels()) {
      throw new ImageException(
          name,
          String.format(
              Locale.ROOT,
              "%,d x %,d pixels are more than the limit of %,d",
              width,
              height,
              options.maxPixels()));
    }
  }

  private RgbImage picture(ImageReader reader) throws IOException {
    BufferedImage image = reader.read(0);
    return format == ImageFormat.GIF ? onScreen(reader, image) : Rasters.rgb(image);
  }

  /** A picture of a GIF may be smaller than its screen. */
  private RgbImage onScreen(ImageReader reader, BufferedImage image) throws IOException {
    Node stream = reader.getStreamMetadata().getAsTree("javax_imageio_gif_stream_1.0");
    int width = number(stream, "LogicalScreenDescriptor", "logicalScreenWidth");
    int height = number(stream, "LogicalScreenDescriptor", "logicalScreenHeight");
    requireSize(width, height);
    Node own = reader.getImageMetadata(0).getAsTree("javax_imageio_gif_image_1.0");
    int left = number(own, "ImageDescriptor", "imageLeftPosition");
    int top = number(own, "ImageDescriptor", "imageTopPosition");
    return Rasters.onScreen(image, width, height, left, top);
  }

  private static int number(Node root, String element, String attribute) throws IOException {
    for (Node node = root.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node.getNodeName().equals(element)) {
        return Integer.parseInt(node.getAttributes().getNamedItem(attribute).getNodeValue());
      }
    }
    throw new IOException("it has no " + element);
  }
}
