package passerelle.cli.expect;

import java.util.Optional;

/**
 * A port of the host that leads to one of a container.
 *
 * @param word as it was typed
 * @param host the host's port; empty for any
 * @param container the container's port; empty for any
 */
record PortPair(String word, Optional<Port> host, Optional<Port> container) {
  /** Reads {@code 8080}, {@code 8080:80}, {@code any:53/udp}. */
  static PortPair read(WordReader words) throws ExpectException {
    String word = words.next("HOSTPORT[:PORT]");
    int colon = word.indexOf(':');
    String outside = colon < 0 ? word : word.substring(0, colon);
    return new PortPair(
        word,
        outside.equals(Things.ANY) ? Optional.empty() : Optional.of(Port.of(outside, words)),
        colon < 0 ? Optional.empty() : Optional.of(Port.of(word.substring(colon + 1), words)));
  }

  /** Whether a port of the host that leads to one of a container is meant. */
  boolean fits(int hostPort, int containerPort, String protocol) {
    return host.stream().allMatch(port -> port.number() == hostPort)
        && container.stream().allMatch(port -> port.number() == containerPort)
        && container.or(() -> host).map(Port::protocol).orElse("tcp").equals(protocol);
  }
}
