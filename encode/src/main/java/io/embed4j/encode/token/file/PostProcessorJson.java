package io.embed4j.encode.token.file;

import io.embed4j.encode.token.post.OffsetTrim;
import io.embed4j.encode.token.post.PostProcessor;
import io.embed4j.encode.token.post.Template;
import io.embed4j.encode.token.post.Template.Part;
import java.util.ArrayList;
import java.util.List;

/** Reads the post-processors of {@code tokenizer.json}. */
final class PostProcessorJson {
  private static final String SUPPORTED =
      "TemplateProcessing, BertProcessing, RobertaProcessing, ByteLevel, Sequence";

  private PostProcessorJson() {}

  static PostProcessor read(Place place) {
    if (!place.isPresent()) {
      return PostProcessor.NONE;
    }
    Place type = place.get("type");
    return switch (type.text()) {
      case "TemplateProcessing" ->
          new PostProcessor(
              List.of(),
              template(place.get("single"), place.get("special_tokens")),
              template(place.get("pair"), place.get("special_tokens")));
      case "BertProcessing" ->
          PostProcessor.bert(special(place.get("cls")), special(place.get("sep")));
      case "RobertaProcessing" -> {
        PostProcessor processor =
            PostProcessor.roberta(special(place.get("cls")), special(place.get("sep")));
        yield new PostProcessor(trims(place), processor.single(), processor.pair());
      }
      case "ByteLevel" ->
          new PostProcessor(trims(place), PostProcessor.NONE.single(), PostProcessor.NONE.pair());
      case "Sequence" -> sequence(place.get("processors"));
      default -> throw type.unsupported(SUPPORTED);
    };
  }

  private static int special(Place place) {
    if (!place.node().isArray() || place.node().size() != 2) {
      throw place.wrong("a token and its id");
    }
    return place.list().get(1).integer();
  }

  private static List<OffsetTrim> trims(Place place) {
    return place.get("trim_offsets").is(true)
        ? List.of(new OffsetTrim(place.get("add_prefix_space").is(true)))
        : List.of();
  }

  /** At most one part of a sequence adds special tokens; the others trim offsets. */
  private static PostProcessor sequence(Place place) {
    List<OffsetTrim> trims = new ArrayList<>();
    PostProcessor adding = PostProcessor.NONE;
    for (Place part : place.list()) {
      PostProcessor processor = read(part);
      trims.addAll(processor.trims());
      if (!processor.single().equals(PostProcessor.NONE.single())
          || !processor.pair().equals(PostProcessor.NONE.pair())) {
        if (!adding.equals(PostProcessor.NONE)) {
          throw part.fault("only one post-processor of a sequence may add special tokens");
        }
        adding = processor;
      }
    }
    return new PostProcessor(trims, adding.single(), adding.pair());
  }

  private static Template template(Place place, Place specialTokens) {
    List<Part> parts = new ArrayList<>();
    for (Place part : place.list()) {
      Place sequence = part.get("Sequence");
      Place special = part.get("SpecialToken");
      if (sequence.isPresent()) {
        int text =
            switch (sequence.get("id").text()) {
              case "A" -> 0;
              case "B" -> 1;
              default -> throw sequence.get("id").unsupported("A, B");
            };
        parts.add(new Part.Sequence(text, sequence.get("type_id").integer()));
      } else if (special.isPresent()) {
        Place ids = specialTokens.get(special.get("id").text()).get("ids");
        parts.add(
            new Part.Special(
                ids.list().stream().map(Place::integer).toList(),
                special.get("type_id").integer()));
      } else {
        throw part.unsupported("Sequence, SpecialToken");
      }
    }
    return new Template(parts);
  }
}
