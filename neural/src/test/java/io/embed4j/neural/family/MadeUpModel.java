package io.embed4j.neural.family;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.embed4j.neural.block.TextModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** A small model of random weights of a family without a fixture. */
record MadeUpModel(JsonNode config, RandomWeights weights) {
  static final int VOCABULARY = 50;
  static final int DIM = 24;
  private static final int INNER = 40;

  static List<MadeUpModel> all() {
    return List.of(nomicBert(), gemma3(false), gemma3(true), bart("gelu"));
  }

  TextModel load() {
    return Families.load(config, weights);
  }

  @Override
  public String toString() {
    return config.get("model_type").asText();
  }

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text.replace('\'', '"'));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static MadeUpModel nomicBert() {
    JsonNode config =
        json(
            """
            {'model_type': 'nomic_bert', 'n_embd': 24, 'n_head': 3, 'n_layer': 2, 'n_inner': 40,
             'activation_function': 'swiglu', 'rotary_emb_base': 1000, 'rotary_emb_fraction': 1.0,
             'layer_norm_epsilon': 1e-12, 'n_positions': 64}""");
    RandomWeights weights =
        new RandomWeights()
            .linearWithoutBias("embeddings.word_embeddings", DIM, VOCABULARY)
            .linearWithoutBias("embeddings.token_type_embeddings", DIM, 2)
            .norm("emb_ln", DIM);
    for (int i = 0; i < 2; i++) {
      String layer = "encoder.layers." + i + ".";
      weights
          .linearWithoutBias(layer + "attn.Wqkv", DIM, 3 * DIM)
          .linearWithoutBias(layer + "attn.out_proj", DIM, DIM)
          .linearWithoutBias(layer + "mlp.fc11", DIM, INNER)
          .linearWithoutBias(layer + "mlp.fc12", DIM, INNER)
          .linearWithoutBias(layer + "mlp.fc2", INNER, DIM)
          .norm(layer + "norm1", DIM)
          .norm(layer + "norm2", DIM);
    }
    return new MadeUpModel(config, weights);
  }

  static MadeUpModel gemma3(boolean bothSides) {
    JsonNode config =
        json(
            """
            {'model_type': 'gemma3_text', 'hidden_size': 24, 'num_hidden_layers': 3,
             'num_attention_heads': 4, 'num_key_value_heads': 2, 'head_dim': 10,
             'query_pre_attn_scalar': 12, 'intermediate_size': 40, 'rms_norm_eps': 1e-6,
             'hidden_activation': 'gelu_pytorch_tanh', 'max_position_embeddings': 64,
             'rope_theta': 100000, 'rope_local_base_freq': 1000, 'sliding_window': 6,
             'sliding_window_pattern': 3, 'use_bidirectional_attention': %s}"""
                .formatted(bothSides));
    RandomWeights weights =
        new RandomWeights()
            .linearWithoutBias("model.embed_tokens", DIM, VOCABULARY)
            .add("model.norm.weight", 0, DIM);
    for (int i = 0; i < 3; i++) {
      String layer = "model.layers." + i + ".";
      weights
          .linearWithoutBias(layer + "self_attn.q_proj", DIM, 40)
          .linearWithoutBias(layer + "self_attn.k_proj", DIM, 20)
          .linearWithoutBias(layer + "self_attn.v_proj", DIM, 20)
          .linearWithoutBias(layer + "self_attn.o_proj", 40, DIM)
          .add(layer + "self_attn.q_norm.weight", 0, 10)
          .add(layer + "self_attn.k_norm.weight", 0, 10)
          .linearWithoutBias(layer + "mlp.gate_proj", DIM, INNER)
          .linearWithoutBias(layer + "mlp.up_proj", DIM, INNER)
          .linearWithoutBias(layer + "mlp.down_proj", INNER, DIM)
          .add(layer + "input_layernorm.weight", 0, DIM)
          .add(layer + "post_attention_layernorm.weight", 0, DIM)
          .add(layer + "pre_feedforward_layernorm.weight", 0, DIM)
          .add(layer + "post_feedforward_layernorm.weight", 0, DIM);
    }
    return new MadeUpModel(config, weights);
  }

  static MadeUpModel bart(String activation) {
    JsonNode config =
        json(
            """
            {'model_type': 'bart', 'd_model': 24, 'encoder_layers': 1, 'decoder_layers': 2,
             'encoder_attention_heads': 4, 'decoder_attention_heads': 3, 'encoder_ffn_dim': 40,
             'decoder_ffn_dim': 40, 'activation_function': '%s', 'scale_embedding': true}"""
                .formatted(activation));
    RandomWeights weights = new RandomWeights().linearWithoutBias("model.shared", DIM, VOCABULARY);
    for (String side : List.of("model.encoder.", "model.decoder.")) {
      weights
          .linearWithoutBias(side + "embed_positions", DIM, 66)
          .norm(side + "layernorm_embedding", DIM);
    }
    bartLayer(weights, "model.encoder.layers.0.", List.of("self_attn"));
    bartLayer(weights, "model.decoder.layers.0.", List.of("self_attn", "encoder_attn"));
    bartLayer(weights, "model.decoder.layers.1.", List.of("self_attn", "encoder_attn"));
    return new MadeUpModel(config, weights);
  }

  private static void bartLayer(RandomWeights weights, String layer, List<String> attentions) {
    for (String name : attentions) {
      for (String part : List.of("q_proj", "k_proj", "v_proj", "out_proj")) {
        weights.linear(layer + name + "." + part, DIM, DIM);
      }
      weights.norm(layer + name + "_layer_norm", DIM);
    }
    weights
        .linear(layer + "fc1", DIM, INNER)
        .linear(layer + "fc2", INNER, DIM)
        .norm(layer + "final_layer_norm", DIM);
  }
}
