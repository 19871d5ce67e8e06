package io.embed4j.encode.hub;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The proxy of each scheme, and the hosts that are reached without one. Where neither is set, the
 * system properties of Java decide.
 *
 * @param https proxy of https addresses
 * @param http proxy of http addresses
 * @param direct names of hosts or, for all hosts of a domain, of domains; "*" is every host
 */
public record Proxies(Optional<URI> https, Optional<URI> http, List<String> direct) {
  /** Returns what HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY say, in capitals or not. */
  static Proxies of(Map<String, String> environment) {
    Optional<URI> all = address(environment, "ALL_PROXY");
    String direct = value(environment, "NO_PROXY").orElse("");
    return new Proxies(
        address(environment, "HTTPS_PROXY").or(() -> all),
        address(environment, "HTTP_PROXY").or(() -> all),
        Arrays.stream(direct.split(",")).map(String::strip).filter(h -> !h.isEmpty()).toList());
  }

  /** Returns the choice of a proxy for each address. */
  ProxySelector selector() {
    if (https.isEmpty() && http.isEmpty()) {
      return Optional.ofNullable(ProxySelector.getDefault()).orElseGet(() -> new Selector(this));
    }
    return new Selector(this);
  }

  private boolean isDirect(String host) {
    return direct.stream()
        .map(name -> name.startsWith(".") ? name.substring(1) : name)
        .anyMatch(n -> n.equals("*") || host.equalsIgnoreCase(n) || endsWithDomain(host, n));
  }

  private static boolean endsWithDomain(String host, String domain) {
    return host.toLowerCase(Locale.ROOT).endsWith("." + domain.toLowerCase(Locale.ROOT));
  }

  private static Optional<URI> address(Map<String, String> environment, String name) {
    return value(environment, name)
        .map(text -> URI.create(text.contains("://") ? text : "http://" + text))
        .map(
            uri -> {
              if (uri.getHost() == null || !"http".equals(uri.getScheme())) {
                throw new IllegalArgumentException(
                    name + " must be an address such as http://proxy:3128");
              }
              return uri;
            });
  }

  private static Optional<String> value(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name))
        .or(() -> Optional.ofNullable(environment.get(name.toLowerCase(Locale.ROOT))))
        .map(String::strip)
        .filter(text -> !text.isEmpty());
  }

  private static final class Selector extends ProxySelector {
    private static final int DEFAULT_PORT = 3128;
    private final Proxies proxies;

    Selector(Proxies proxies) {
      this.proxies = proxies;
    }

    @Override
    public List<Proxy> select(URI uri) {
      Optional<URI> proxy = "https".equals(uri.getScheme()) ? proxies.https : proxies.http;
      if (proxy.isEmpty() || proxies.isDirect(uri.getHost())) {
        return List.of(Proxy.NO_PROXY);
      }
      int port = proxy.get().getPort() < 0 ? DEFAULT_PORT : proxy.get().getPort();
      return List.of(
          new Proxy(Proxy.Type.HTTP, new InetSocketAddress(proxy.get().getHost(), port)));
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException e) {
      // There is only one proxy to choose; the request itself reports the failure.
    }
  }
}
