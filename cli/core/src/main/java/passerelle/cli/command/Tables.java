package passerelle.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.cli.lab.Lab;
import passerelle.cli.lab.Sites;
import passerelle.engine.Container;
import passerelle.lab.LabTopology;
import passerelle.network.Network;
import passerelle.sim.process.Capture;

/**
 * What can be looked at of a thing in the picture: the answers of the lab's own commands, each with
 * the line that gives it at a prompt. Looking leaves the lab as it was.
 */
public final class Tables {
  /** Characters of an answer that are shown. */
  private static final int MOST = 200_000;

  private static final String RULES = "rules";
  private static final String CAPTURE = "capture";

  private final LabCommands commands;
  private final Lab lab;

  /** Tables of the lab as it is now. */
  public Tables(LabCommands commands) {
    this.commands = commands;
    lab = commands.lab();
  }

  /**
   * A thing of the picture.
   *
   * @param kind {@code device}, {@code network}, {@code container}; else a network stack
   * @param netns of a device and a stack
   * @param name of a device, a container, a network
   */
  public record Thing(String kind, String netns, String name) {}

  /**
   * A table.
   *
   * @param name what it is: {@code addresses}, {@code routes}...
   * @param typed prompt and line
   * @param netns looked at
   * @param words the command
   */
  public record Table(String name, String typed, String netns, List<String> words) {}

  /** The tables of a thing; none of what is not there any more. */
  public List<Table> of(Thing thing) {
    return switch (thing.kind()) {
      case "device" -> isThere(thing) ? device(thing.netns(), thing.name()) : List.of();
      case "network" -> network(thing.name());
      case "container" -> container(thing.name());
      default -> lab.namespaces().contains(thing.netns()) ? stack(thing.netns()) : List.of();
    };
  }

  /** What a table says. */
  public String read(Table table) {
    String program = table.words().get(0);
    String said =
        program.equals(RULES) || program.equals(CAPTURE)
            ? asked(table.words())
            : lab.glance(table.netns(), table.words());
    return said.length() > MOST ? said.substring(0, MOST) + "\u2026\n" : said;
  }

  /** What a command of the lab says. */
  private String asked(List<String> words) {
    Capture out = new Capture();
    commands.run(Words.join(words), out);
    return out.text();
  }

  private boolean isThere(Thing thing) {
    return lab.namespaces().contains(thing.netns())
        && lab.kernel().view().links(thing.netns()).stream()
            .anyMatch(link -> link.name().equals(thing.name()));
  }

  private List<Table> device(String netns, String device) {
    boolean bridge =
        lab.kernel().view().links(netns).stream()
            .anyMatch(link -> link.name().equals(device) && link.isBridge());
    boolean port =
        lab.kernel().view().links(netns).stream()
            .anyMatch(link -> link.name().equals(device) && link.master().isPresent());
    List<Table> out = new ArrayList<>();
    out.add(table("addresses", netns, "ip", "addr", "show", "dev", device));
    if (bridge || port) {
      out.add(table("fdb", netns, "bridge", "fdb", "show", bridge ? "br" : "dev", device));
    }
    out.add(table("routes", netns, "ip", "route"));
    out.add(table("neighbours", netns, "ip", "neigh", "show", "dev", device));
    out.add(written(netns));
    out.add(table("connections", netns, "conntrack", "-L"));
    out.add(table("counters", netns, "ip", "-s", "link", "show", "dev", device));
    captured(netns, device).ifPresent(out::add);
    return out;
  }

  private List<Table> stack(String netns) {
    return List.of(
        table("addresses", netns, "ip", "addr"),
        table("routes", netns, "ip", "route"),
        table("neighbours", netns, "ip", "neigh"),
        written(netns),
        table("connections", netns, "conntrack", "-L"),
        table("sockets", netns, "ss", "-tuln"));
  }

  private List<Table> container(String name) {
    Optional<Container> found = lab.engines().find(name);
    if (found.isEmpty()) {
      return List.of();
    }
    List<Table> out = new ArrayList<>();
    out.add(table("logs", LabTopology.HOST, "docker", "logs", name));
    out.add(table("inspect", LabTopology.HOST, "docker", "inspect", name));
    out.add(table("ports", LabTopology.HOST, "docker", "port", name));
    found.flatMap(Container::sandbox).ifPresent(sandbox -> out.addAll(stack(sandbox.netns())));
    return out;
  }

  private List<Table> network(String name) {
    Optional<Network> found =
        lab.engine().networks().stream().filter(n -> n.name().equals(name)).findFirst();
    if (found.isEmpty()) {
      return List.of();
    }
    List<Table> out = new ArrayList<>();
    out.add(table("options", LabTopology.HOST, "docker", "network", "inspect", name));
    found
        .get()
        .parent()
        .or(found.get()::device)
        .map(device -> new Thing("device", LabTopology.HOST, device))
        .filter(this::isThere)
        .ifPresent(device -> out.addAll(device(device.netns(), device.name())));
    return out;
  }

  /** The rules with those who wrote them; of a namespace made by hand as it has them. */
  private Table written(String netns) {
    String place = owner(netns).map(Container::name).orElse(netns);
    return new Sites(lab).find(place).isPresent()
        ? new Table(RULES, "lab> rules " + place, netns, List.of(RULES, place))
        : table(RULES, netns, "iptables-save");
  }

  /** What was captured at a device; the command says how to begin where nothing was. */
  private Optional<Table> captured(String netns, String device) {
    String place = owner(netns).map(Container::name).orElse(netns);
    List<String> words = List.of(CAPTURE, "show", place + "/" + device);
    return new Sites(lab)
        .find(place)
        .map(site -> new Table("captured", "lab> " + Words.join(words), netns, words));
  }

  private Optional<Container> owner(String netns) {
    return lab.engine().containers().stream()
        .filter(c -> c.sandbox().filter(s -> s.netns().equals(netns)).isPresent())
        .filter(c -> !lab.machines().contains(netns))
        .findFirst();
  }

  private Table table(String name, String netns, String... words) {
    String line = Words.join(List.of(words));
    String typed =
        lab.machines().contains(netns)
            ? netns + "$ " + line
            : "host$ "
                + owner(netns).map(c -> entering(c.name())).orElse("ip netns exec " + netns)
                + " "
                + line;
    return new Table(name, typed, netns, List.of(words));
  }

  private static String entering(String container) {
    return "nsenter -t $(docker inspect -f '{{.State.Pid}}' " + container + ") -n";
  }
}
