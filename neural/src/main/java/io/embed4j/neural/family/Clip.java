package io.embed4j.neural.family;

import io.embed4j.core.error.ModelFormatException;
import io.embed4j.neural.attention.Heads;
import io.embed4j.neural.attention.SelfAttention;
import io.embed4j.neural.attention.Span;
import io.embed4j.neural.block.Block;
import io.embed4j.neural.block.PreNormBlock;
import io.embed4j.neural.block.Stack;
import io.embed4j.neural.block.TextModel;
import io.embed4j.neural.block.Transformer;
import io.embed4j.neural.grid.DualEncoder;
import io.embed4j.neural.grid.DualEncoder.Logits;
import io.embed4j.neural.grid.DualEncoder.Probability;
import io.embed4j.neural.grid.GridModel;
import io.embed4j.neural.grid.GridTransformer;
import io.embed4j.neural.layer.Activation;
import io.embed4j.neural.layer.FirstPooler;
import io.embed4j.neural.layer.NoNorm;
import io.embed4j.neural.layer.Norm;
import io.embed4j.neural.layer.Parameter;
import io.embed4j.neural.layer.PlainFeedForward;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** CLIP: Radford et al.: Learning Transferable Visual Models From Natural Language, 2021. */
final class Clip {
  private static final double EPSILON = 1e-5;
  private static final String ACTIVATION = "quick_gelu";

  private Clip() {}

  static DualEncoder load(Config config, Checkpoint weights) {
    Checkpoint root = weights.around("logit_scale");
    int dim = config.count("projection_dim", 512);
    Config text = config.part("text_config");
    Config vision = config.part("vision_config");
    return new DualEncoder(
        text(text, root.at("text_model.")),
        Optional.of(root.linearWithoutBias("text_projection", text.count("hidden_size", 512), dim)),
        vision(vision, root.at("vision_model.")),
        Optional.of(
            root.linearWithoutBias("visual_projection", vision.count("hidden_size", 768), dim)),
        dim,
        new Logits(root.tensor("logit_scale"), Parameter.constant(0), Probability.ONE_OF_ALL));
  }

  /** Returns the model of pictures alone. */
  static GridModel visionAlone(Config config, Checkpoint weights) {
    Config own = config.has("vision_config") ? config.part("vision_config") : config;
    return vision(own, weights.around("vision_model.pre_layrnorm.weight").at("vision_model."));
  }

  private static TextModel text(Config config, Checkpoint part) {
    int dim = config.count("hidden_size", 512);
    Transformer model =
        new Transformer(
            TextEmbeddings.withPositions(
                part.embedding("embeddings.token_embedding", dim),
                part.embedding("embeddings.position_embedding", dim),
                new Positions.From(0),
                Optional.empty(),
                new NoNorm()),
            blocks(config, part, dim, new Layout(8, 2048, ACTIVATION, EPSILON, Span.causal())),
            part.layerNorm("final_layer_norm", dim, epsilon(config)),
            Optional.empty(),
            dim);
    return new TokenPooledModel(model, endToken(config), Optional.empty());
  }

  /**
   * The first published files say that the end token is 2, which it is not; it then is the token
   * with the largest id.
   */
  private static ChosenToken endToken(Config config) {
    int id = config.json().path("eos_token_id").asInt(49407);
    return id == 2 ? new ChosenToken.LargestId() : new ChosenToken.FirstOf(id);
  }

  private static GridModel vision(Config config, Checkpoint part) {
    int dim = config.count("hidden_size", 768);
    Norm first = part.layerNorm("pre_layrnorm", dim, epsilon(config)); // sic
    Norm pooled = part.layerNorm("post_layernorm", dim, epsilon(config));
    return new GridTransformer(
        PatchInputs.ofClip(config, part.at("embeddings."), 32, first),
        new Stack(
            blocks(config, part, dim, new Layout(12, 3072, ACTIVATION, EPSILON, Span.full())),
            new NoNorm(),
            Optional.of(new FirstPooler(pooled))),
        dim);
  }

  private static double epsilon(Config config) {
    return config.number("layer_norm_eps", EPSILON);
  }

  /** What blocks are where the settings do not say it. */
  record Layout(int heads, int inner, String activation, double epsilon, Span span) {}

  /** Returns the blocks of CLIP and SigLIP. */
  static List<Block> blocks(Config config, Checkpoint part, int dim, Layout layout) {
    int heads = config.count("num_attention_heads", layout.heads);
    if (dim % heads != 0) {
      throw new ModelFormatException(
          "config.json: hidden_size %d is no multiple of %d heads".formatted(dim, heads));
    }
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < config.count("num_hidden_layers", 12); i++) {
      Checkpoint layer = part.at("encoder.layers." + i + ".");
      SelfAttention attention =
          SelfAttention.of(
              layer.joined(dim, dim, "self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj"),
              layer.linear("self_attn.out_proj", dim, dim),
              Heads.of(heads, dim / heads));
      double epsilon = config.number("layer_norm_eps", layout.epsilon);
      blocks.add(
          PreNormBlock.of(
              layer.layerNorm("layer_norm1", dim, epsilon),
              attention.within(layout.span),
              layer.layerNorm("layer_norm2", dim, epsilon),
              feedForward(config, layer.at("mlp."), dim, layout)));
    }
    return blocks;
  }

  /** Returns the feed-forward layer of CLIP and SigLIP. */
  static PlainFeedForward feedForward(Config config, Checkpoint part, int dim, Layout layout) {
    int inner = config.count("intermediate_size", layout.inner);
    return new PlainFeedForward(
        part.linear("fc1", dim, inner),
        Activation.of(config.text("hidden_act", layout.activation)),
        part.linear("fc2", inner, dim));
  }
}
