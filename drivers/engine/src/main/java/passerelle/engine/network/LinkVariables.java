package passerelle.engine.network;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import passerelle.engine.Container;
import passerelle.engine.ContainerSpec;
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

  private static final Comparator<Port> BY_PROTOCOL =
      Comparator.comparing((Port port) -> !port.protocol().equals("tcp"))
          .thenComparing(Port::protocol)
          .thenComparing(Port::number);

  /** The variables, as {@code NAME=value}. */
  public static List<String> of(Container parent, Links.Link link, Links.Manner manner) {
    LinkVariables made = new LinkVariables(link);
    if (manner == Links.Manner.NONE) {
      return made.variables;
    }
    Stream<Port> exposed = ContainerPorts.exposed(link.child()).stream().map(Port::of);
    boolean sorted = manner == Links.Manner.TCP_FIRST;
    List<Port> ports = (sorted ? exposed.sorted(BY_PROTOCOL) : exposed).toList();
    if (!ports.isEmpty()) {
      made.add("PORT", made.url(ports.get(0)));
    }
    if (sorted) {
      made.portsAndRanges(ports);
    } else {
      made.ranges(ports);
      ports.forEach(made::port);
    }
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
      String name = ContainerSpec.Process.name(own);
      all.removeIf(other -> ContainerSpec.Process.name(other).equals(name));
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

  private void portsAndRanges(List<Port> ports) {
    int first = 0;
    int last = 0;
    for (int i = 0; i < ports.size(); i++) {
      port(ports.get(i));
      boolean next =
          ports.get(i).protocol().equals(ports.get(last).protocol())
              && ports.get(i).number() == ports.get(last).number() + 1;
      if (next) {
        last = i;
      }
      if (!next || i == ports.size() - 1) {
        if (last != first) {
          String name = "PORT_" + ports.get(first).name() + "_";
          add(name + "START", url(ports.get(first)));
          add(name + "PORT_START", String.valueOf(ports.get(first).number()));
          add(name + "END", url(ports.get(last)));
          add(name + "PORT_END", String.valueOf(ports.get(last).number()));
        }
        first = i;
        last = i;
      }
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
