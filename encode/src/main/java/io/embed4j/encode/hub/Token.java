package io.embed4j.encode.hub;

/**
 * What proves to a hub who asks. It is printed nowhere.
 *
 * @param value the secret itself
 */
public record Token(String value) {
  public Token {
    if (value.isEmpty() || !value.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw new IllegalArgumentException(
          "token must be ASCII letters, digits and signs without spaces, but is not (it is not"
              + " shown here; look at HF_TOKEN or the token file)");
    }
  }

  @Override
  public String toString() {
    return "Token[***]";
  }
}
