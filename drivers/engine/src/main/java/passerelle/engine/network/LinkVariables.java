package passerelle.engine.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import passerelle.engine.Container;
import passerelle.engine.Links;

/**
 * The environment variables by which a container learns of another one that it is linked to
 * (daemon/links/links.go).
 */
public final class LinkVariables {
  private final String prefix;
  private final Links.Link link;
  private final List<String> variables = new ArrayList<>();

  private LinkVariables(Links.Link link) {
    this.prefix = link.alias().toUpperCase(Locale.ROOT).replace('-', '_') + "_";
    this.link = link;
  }

  /** A port of the child. */
  private record Port(int number, String protocol) {
    static Port of(String text) {
      String[] parts = text.split("/");
      return new Port(Integer.parseInt(parts[0]), parts[1]);
    }

    /** {@code 80_TCP}. */
    String name() {
      return number + "_" + protocol.toUpperCase(Locale.ROOT);
    }
  }

  /** The variables, as {@code NAME=value}. */
  public static List<String> of(Container parent, Links.Link link) {
    LinkVariables made = new LinkVariables(link);
    List<Port> ports = ContainerPorts.exposed(link.child()).stream().map(Port::of).toList();
    if (!ports.isEmpty()) {
      made.add("PORT", made.url(ports.get(0)));
    }
    made.ranges(ports);
    ports.forEach(made::port);
    made.add("NAME", "/" + parent.name() + "/" + link.alias());
    for (String variable : environment(link.child())) {
      if (!variable.matches("(HOME|PATH)=.*") && variable.indexOf('=') >= 0) {
        made.variables.add(made.prefix + "ENV_" + variable);
      }
    }
    return made.variables;
  }

  private static List<String> environment(Container child) {
    List<String> all = new ArrayList<>(child.image().process().environment());
    for (String own : child.spec().process().environment()) {
      String name = own.substring(0, own.indexOf('=') + 1);
      all.removeIf(other -> other.startsWith(name));
      all.add(own);
    }
    return all;
  }

  private void add(String name, String value) {
    variables.add(prefix + name + "=" + value);
  }

  private String url(Port port) {
    return port.protocol() + "://" + link.address() + ":" + port.number();
  }

  /** Three ports and more that follow one another are told as a range, too. */
  private void ranges(List<Port> ports) {
    for (int i = 0; i < ports.size(); ) {
      int last = i;
      while (last + 1 < ports.size()
          && ports.get(last + 1).number() <= ports.get(i).number() + last + 1 - i) {
        last++;
      }
      boolean range = last > i + 1;
      if (range) {
        range(ports.get(i), ports.get(last));
      }
      i = range ? last + 1 : i + 1;
    }
  }

  private void range(Port first, Port last) {
    String name = "PORT_" + first.name() + "_";
    String end = "PORT_" + first.number() + "_" + last.protocol().toUpperCase(Locale.ROOT) + "_";
    add(name + "START", url(first));
    add(name + "ADDR", link.address().toString());
    add(name + "PROTO", first.protocol());
    add(name + "PORT_START", String.valueOf(first.number()));
    add(end + "END", url(last));
    add(end + "PORT_END", String.valueOf(last.number()));
  }

  private void port(Port port) {
    String name = "PORT_" + port.name();
    add(name, url(port));
    add(name + "_ADDR", link.address().toString());
    add(name + "_PORT", String.valueOf(port.number()));
    add(name + "_PROTO", port.protocol());
  }
}
