package io.embed4j.neural.family;

import io.embed4j.neural.attention.Heads;
import io.embed4j.neural.attention.ProbeAttention;
import io.embed4j.neural.attention.Span;
import io.embed4j.neural.block.AttentionPooler;
import io.embed4j.neural.block.Stack;
import io.embed4j.neural.block.TextModel;
import io.embed4j.neural.block.Transformer;
import io.embed4j.neural.family.Clip.Layout;
import io.embed4j.neural.grid.DualEncoder;
import io.embed4j.neural.grid.DualEncoder.Logits;
import io.embed4j.neural.grid.DualEncoder.Probability;
import io.embed4j.neural.grid.GridModel;
import io.embed4j.neural.grid.GridTransformer;
import io.embed4j.neural.layer.NoNorm;
import io.embed4j.neural.layer.Pooler;
import java.util.Optional;

/** SigLIP: Zhai et al.: Sigmoid Loss for Language Image Pre-Training, 2023. */
final class Siglip {
  private static final double EPSILON = 1e-6;
  private static final Layout LAYOUT =
      new Layout(12, 3072, "gelu_pytorch_tanh", EPSILON, Span.full());

  private Siglip() {}

  static DualEncoder load(Config config, Checkpoint weights) {
    Checkpoint root = weights.around("logit_scale");
    Config text = config.part("text_config");
    return new DualEncoder(
        text(text, root.at("text_model.")),
        Optional.empty(),
        vision(config.part("vision_config"), root.at("vision_model.")),
        Optional.empty(),
        text.count("hidden_size", 768),
        new Logits(
            root.vector("logit_scale", 1), root.vector("logit_bias", 1), Probability.EACH_ALONE));
  }

  /** Returns the model of pictures alone. */
  static GridModel visionAlone(Config config, Checkpoint weights) {
    Config own = config.has("vision_config") ? config.part("vision_config") : config;
    return vision(own, weights.around("vision_model.post_layernorm.weight").at("vision_model."));
  }

  private static double epsilon(Config config) {
    return config.number("layer_norm_eps", EPSILON);
  }

  /** All tokens see each other, the padding, too: texts must have their full length. */
  private static TextModel text(Config config, Checkpoint part) {
    int dim = config.count("hidden_size", 768);
    Transformer model =
        new Transformer(
            TextEmbeddings.withPositions(
                part.embedding("embeddings.token_embedding", dim),
                part.embedding("embeddings.position_embedding", dim),
                new Positions.From(0),
                Optional.empty(),
                new NoNorm()),
            Clip.blocks(config, part, dim, LAYOUT),
            part.layerNorm("final_layer_norm", dim, epsilon(config)),
            Optional.empty(),
            dim);
    int width = config.count("projection_size", dim);
    return new TokenPooledModel(
        model, new ChosenToken.Last(), Optional.of(part.linear("head", dim, width)));
  }

  private static GridModel vision(Config config, Checkpoint part) {
    int dim = config.count("hidden_size", 768);
    return new GridTransformer(
        PatchInputs.ofClip(config, part.at("embeddings."), 16, new NoNorm()),
        new Stack(
            Clip.blocks(config, part, dim, LAYOUT),
            part.layerNorm("post_layernorm", dim, epsilon(config)),
            pooler(config, part.at("head."), dim)),
        dim);
  }

  private static Optional<Pooler> pooler(Config config, Checkpoint part, int dim) {
    if (!config.isTrue("vision_use_head", true)) {
      return Optional.empty();
    }
    int heads = config.count("num_attention_heads", LAYOUT.heads());
    ProbeAttention attention =
        new ProbeAttention(
            part.tensor("probe", 1, 1, dim),
            part.linearOf("attention.in_proj_weight", "attention.in_proj_bias", dim, 3 * dim),
            part.linear("attention.out_proj", dim, dim),
            Heads.of(heads, dim / heads));
    return Optional.of(
        new AttentionPooler(
            attention,
            part.layerNorm("layernorm", dim, epsilon(config)),
            Clip.feedForward(config, part.at("mlp."), dim, LAYOUT)));
  }
}
