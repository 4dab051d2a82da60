package passerelle.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import passerelle.addr.IpAddress;
import passerelle.network.Endpoint;
import passerelle.text.Cut;

/**
 * The legacy links of the default bridge: which container (the parent) knows which other one (the
 * child) by which alias (daemon/links.go). The child has the further name PARENT/ALIAS by that.
 */
public final class Links {
  private final Map<Container, Map<String, Container>> children = new LinkedHashMap<>();

  /** In which words, and in which order, environment variables tell of links. */
  public enum Manner {
    /** Nothing is told (Engine 29). */
    NONE,
    /** The lowest port is the usual one; ranges of three and more come first (until Engine 27). */
    BY_NUMBER,
    /** Ports of TCP come first; each range comes behind the port that follows it. */
    TCP_FIRST
  }

  /** A link that leads somewhere: both containers run on the default bridge. */
  public record Link(Container child, String alias, IpAddress address) {
    public String hostsLine() {
      String own = alias.equals(child.name()) ? "" : " " + child.name();
      return address + "\t" + alias + " " + child.hostname() + own;
    }
  }

  /** The name in front of the colon of {@code --link}. */
  public static String target(String link) {
    return Cut.first(link, ":").before();
  }

  /** The name behind the colon, or the container's own; a slash in front of it is none of it. */
  public static String alias(String link) {
    return link.substring(link.indexOf(':') + 1).replaceFirst("^/+", "");
  }

  /** Links a parent to a child; an alias that the parent has already stays what it is. */
  public void add(Container parent, String alias, Container child) {
    children.computeIfAbsent(parent, p -> new LinkedHashMap<>()).putIfAbsent(alias, child);
  }

  public void remove(Container parent, String alias) {
    children.getOrDefault(parent, new HashMap<>()).remove(alias);
  }

  /** Forgets the links of a container that is no more. Those to it stay, and lead nowhere. */
  public void forget(Container parent) {
    children.remove(parent);
  }

  /** The links of a parent in the order given: children by alias. */
  public Map<String, Container> of(Container parent) {
    return children.getOrDefault(parent, Map.of());
  }

  /** The containers that are linked to a child. */
  public List<Container> parents(Container child) {
    return children.keySet().stream().filter(p -> of(p).containsValue(child)).toList();
  }

  /** The child of a name {@code PARENT/ALIAS}. */
  public Optional<Container> named(String name) {
    int slash = name.indexOf('/');
    return children.keySet().stream()
        .filter(p -> slash > 0 && p.name().equals(name.substring(0, slash)))
        .findFirst()
        .map(p -> of(p).get(name.substring(slash + 1)));
  }

  /** All names of a container, sorted: its own, and those that links give it. */
  public List<String> names(Container container) {
    TreeSet<String> names = new TreeSet<>(List.of(container.name()));
    children.forEach(
        (parent, links) ->
            links.forEach(
                (alias, child) -> {
                  if (child == container) {
                    names.add(parent.name() + "/" + alias);
                  }
                }));
    return List.copyOf(names);
  }

  /** The links that lead somewhere. */
  public List<Link> inForce(Container parent) {
    List<Link> links = new ArrayList<>();
    of(parent)
        .forEach(
            (alias, child) ->
                onBridge(child)
                    .flatMap(Endpoint::address)
                    .ifPresent(a -> links.add(new Link(child, alias, a))));
    return links;
  }

  /** Why a link leads nowhere (daemon/container_operations_unix.go:setupLinkedContainers). */
  static Optional<String> problem(Container parent, String alias, Container child) {
    if (!child.isRunning()) {
      String where = "/" + child.name() + " AS /" + parent.name() + "/" + alias;
      return Optional.of("Cannot link to a non running container: " + where);
    }
    return child.attachments().containsKey("bridge")
        ? Optional.empty()
        : Optional.of("container " + child.id() + " not attached to default bridge network");
  }

  /** Why one of a parent's links leads nowhere; links mean nothing off the default bridge. */
  public Optional<String> problem(Container parent) {
    if (!parent.attachments().containsKey("bridge")) {
      return Optional.empty();
    }
    return of(parent).entrySet().stream()
        .flatMap(link -> problem(parent, link.getKey(), link.getValue()).stream())
        .findFirst();
  }

  public static Optional<Endpoint> onBridge(Container container) {
    return Optional.ofNullable(container.attachments().get("bridge")).flatMap(Attachment::endpoint);
  }

  /** The same links between copies of the containers. */
  public void copyTo(Links other, UnaryOperator<Container> copy) {
    children.forEach(
        (parent, links) ->
            links.forEach(
                (alias, child) -> other.add(copy.apply(parent), alias, copy.apply(child))));
  }
}
