package io.embed4j.encode.token.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.embed4j.core.error.ModelFormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A value in a JSON file that knows where it stands, so that complaints about it can say so.
 *
 * @param file the name of the file
 * @param path the way to the value, {@code $.model.vocab}
 * @param node the value; missing where there is none
 */
public record Place(String file, String path, JsonNode node) {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  /** Returns the outermost value of a file, which must be an object. */
  public static Place parse(String file, byte[] json) {
    JsonNode root;
    try {
      root = JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new ModelFormatException(file + ": no sound JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Place place = new Place(file, "$", root);
    if (!root.isObject()) {
      throw place.wrong("a JSON object");
    }
    return place;
  }

  /** Returns the value of a key, which may be missing. */
  public Place get(String key) {
    JsonNode child = node.get(key);
    return new Place(file, path + "." + key, child == null ? MissingNode.getInstance() : child);
  }

  /** Returns whether there is a value other than null. */
  public boolean isPresent() {
    return !node.isMissingNode() && !node.isNull();
  }

  /** Returns the elements of a list. */
  public List<Place> list() {
    if (!node.isArray()) {
      throw wrong("a list");
    }
    List<Place> elements = new ArrayList<>(node.size());
    for (int i = 0; i < node.size(); i++) {
      elements.add(new Place(file, path + "[" + i + "]", node.get(i)));
    }
    return elements;
  }

  /** Returns the keys and values of an object. */
  public Iterable<Map.Entry<String, JsonNode>> entries() {
    if (!node.isObject()) {
      throw wrong("an object");
    }
    return node.properties();
  }

  /** Returns the string that stands here. */
  public String text() {
    if (!node.isTextual()) {
      throw wrong("a string");
    }
    return node.textValue();
  }

  /** Returns the string that stands here, or another one where there is none. */
  public String text(String fallback) {
    return isPresent() ? text() : fallback;
  }

  /** Returns the integer that stands here. */
  public int integer() {
    if (!node.canConvertToInt() || !node.isIntegralNumber()) {
      throw wrong("an integer");
    }
    return node.intValue();
  }

  /** Returns the number that stands here. */
  public double number() {
    if (!node.isNumber()) {
      throw wrong("a number");
    }
    return node.doubleValue();
  }

  /** Returns whether true stands here, or what is to be assumed where nothing does. */
  public boolean is(boolean fallback) {
    if (!isPresent()) {
      return fallback;
    }
    if (!node.isBoolean()) {
      throw wrong("true or false");
    }
    return node.booleanValue();
  }

  /** Returns the complaint that something else stands here than what should. */
  public ModelFormatException wrong(String expected) {
    return new ModelFormatException(
        file + ": " + path + " must be " + expected + ", but is " + shown());
  }

  /** Returns the complaint that something is not known here. */
  public ModelFormatException unsupported(String supported) {
    return new ModelFormatException(
        file + ": " + path + " is " + shown() + ", but supported are " + supported);
  }

  /** Returns a complaint. */
  public ModelFormatException fault(String reason) {
    return new ModelFormatException(file + ": " + path + ": " + reason);
  }

  private String shown() {
    String text = node.isMissingNode() ? "missing" : node.toString();
    return text.length() <= 80 ? text : text.substring(0, 77) + "...";
  }
}
