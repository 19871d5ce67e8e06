package io.embed4j.encode.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubConfigTest {
  @TempDir Path home;

  @Test
  void anEmptyEnvironmentMeansTheDefaults() throws IOException {
    HubConfig config = HubConfig.of(Map.of(), home);
    assertThat(config.endpoint()).isEqualTo(URI.create("https://huggingface.co"));
    assertThat(config.cache()).isEqualTo(home.resolve(".cache/huggingface/hub"));
    assertThat(config.token()).isEmpty();
    Files.createDirectories(home.resolve(".cache/huggingface"));
    Files.writeString(home.resolve(".cache/huggingface/token"), "hf_file\n");
    assertThat(HubConfig.of(Map.of(), home).token()).contains(new Token("hf_file"));
  }

  @Test
  void theEnvironmentWins() {
    Map<String, String> environment =
        Map.of("HF_ENDPOINT", "http://mirror:8080/hub/", "HF_TOKEN", " hf_x ", "HF_HOME", "/data");
    HubConfig config = HubConfig.of(environment, home);
    assertThat(config.endpoint()).isEqualTo(URI.create("http://mirror:8080/hub"));
    assertThat(config.token()).contains(new Token("hf_x"));
    assertThat(config.cache()).isEqualTo(Path.of("/data/hub"));
    assertThat(config.toString()).contains("mirror").doesNotContain("hf_x");
    assertThat(HubConfig.of(Map.of("HF_HUB_CACHE", "/c"), home).cache()).isEqualTo(Path.of("/c"));
  }

  @Test
  void unsoundSettingsAreRefusedWithoutShowingTheToken() {
    assertThatThrownBy(() -> HubConfig.of(Map.of("HF_TOKEN", "a\nb"), home))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("HF_TOKEN")
        .hasMessageNotContaining("a\nb");
    for (String endpoint : List.of("huggingface.co", "ftp://x", "http:///x")) {
      assertThatThrownBy(() -> HubConfig.of(Map.of("HF_ENDPOINT", endpoint), home))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("endpoint must be an address");
    }
    assertThatThrownBy(() -> HubConfig.of(Map.of("HTTPS_PROXY", "socks5://x:1"), home))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("HTTPS_PROXY must be an address such as http://proxy:3128");
  }

  @Test
  void proxiesAreChosenByScheme() {
    Proxies proxies =
        Proxies.of(
            Map.of("https_proxy", "http://secure:1", "ALL_PROXY", "all", "no_proxy", "a.b, .corp"));
    assertThat(proxy(proxies, "https://x.y")).isEqualTo("secure:1");
    assertThat(proxy(proxies, "http://x.y")).isEqualTo("all:3128");
    assertThat(proxy(proxies, "http://a.b")).isEqualTo("DIRECT");
    assertThat(proxy(proxies, "http://host.CORP")).isEqualTo("DIRECT");
    assertThat(proxy(proxies, "http://xa.b")).isEqualTo("all:3128");
  }

  private static String proxy(Proxies proxies, String address) {
    Proxy proxy = proxies.selector().select(URI.create(address)).getFirst();
    return proxy.address() instanceof InetSocketAddress at
        ? at.getHostString() + ":" + at.getPort()
        : proxy.type().toString();
  }

  @Test
  void anEncoderNeedsOneFormOfWeights() {
    List<String> all =
        List.of(
            "README.md",
            "config.json",
            "vocab.txt",
            "spiece.model",
            "model.safetensors",
            "pytorch_model.bin",
            "tf_model.h5",
            "onnx/model.onnx",
            "onnx/config.json",
            "openvino/openvino_model.bin",
            "1_Pooling/config.json",
            "2_Dense/config.json",
            "2_Dense/pytorch_model.bin",
            "original/model.safetensors");
    assertThat(FileChoice.encoder().of(all))
        .containsExactly(
            "1_Pooling/config.json",
            "2_Dense/config.json",
            "2_Dense/pytorch_model.bin",
            "config.json",
            "model.safetensors",
            "spiece.model",
            "vocab.txt");
    assertThat(
            FileChoice.encoder()
                .of(
                    List.of(
                        "model-00001-of-00002.safetensors",
                        "model-00002-of-00002.safetensors",
                        "model.safetensors.index.json",
                        "pytorch_model.bin")))
        .containsExactly(
            "model-00001-of-00002.safetensors",
            "model-00002-of-00002.safetensors",
            "model.safetensors.index.json");
    assertThat(
            FileChoice.encoder()
                .of(List.of("onnx/model.onnx", "onnx/model.onnx_data", "onnx/model_fp16.onnx")))
        .containsExactly("onnx/model.onnx", "onnx/model.onnx_data");
  }
}
