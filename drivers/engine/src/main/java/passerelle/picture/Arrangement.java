package passerelle.picture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import passerelle.lab.LabTopology;

/**
 * Which column and which row of the host each stack has. A network is a column, or several when it
 * is long; its containers stand below each other. Columns and rows are given in the order in which
 * things came to be, so that what is there stays where it is when something is added.
 */
public final class Arrangement {
  /** Rows of a column. */
  static final int ROWS = 5;

  /** Columns for which there is room at the usual scale. */
  static final int COLUMNS = 3;

  /** What a column stands below. */
  enum Head {
    BRIDGE,
    /** Devices of the host that are no ports. */
    DEVICES,
    /** A device of the host whose wire they are on, past the host's stack. */
    WIRE,
    /** Nothing: no cable leads to the host. */
    NONE;

    /** Its containers are plugged into the host's stack. */
    boolean isInStack() {
      return this == BRIDGE || this == DEVICES;
    }
  }

  /**
   * A column.
   *
   * @param bridge that it stands below; of a wire the device whose it is
   * @param network of the engine that it is
   * @param leg 0, or the number of columns of the same bridge before this one
   * @param rows from the top
   */
  record Column(
      Head head,
      Optional<Picture.Device> bridge,
      Optional<Picture.NetworkFacts> network,
      int leg,
      long since,
      List<Row> rows) {}

  /**
   * A box, or several that are folded into one.
   *
   * @param id of the drawn thing
   */
  record Row(String id, List<Picture.Stack> stacks) {
    boolean isGroup() {
      return stacks.size() > 1;
    }

    Picture.Stack first() {
      return stacks.get(0);
    }

    Picture.Stack last() {
      return stacks.get(stacks.size() - 1);
    }
  }

  private final Picture picture;
  private final Optional<Picture.Stack> host;
  private final List<Column> columns = new ArrayList<>();

  /** Rows of a network before containers are folded. */
  private int most = 2 * ROWS;

  /** The arrangement of a picture. */
  public Arrangement(Picture picture) {
    this.picture = picture;
    host = picture.stack(LabTopology.HOST);
    Map<String, List<Picture.Stack>> homes = new LinkedHashMap<>();
    for (Map.Entry<Picture.Stack, String> home : homes().entrySet()) {
      homes.computeIfAbsent(home.getValue(), key -> new ArrayList<>()).add(home.getKey());
    }
    place(homes);
    foldBridges();
    if (columns.size() > COLUMNS) {
      most = ROWS;
      place(homes);
      foldBridges();
    }
  }

  /**
   * Where there are too many columns, bridges into which nothing is plugged have none; a later
   * column takes the place of the first of them, so that the others stay where they are.
   */
  private void foldBridges() {
    for (int i = COLUMNS; i < columns.size(); ) {
      int empty = isEmptyBridge(columns.get(i)) ? i : firstEmpty();
      if (empty < 0) {
        return;
      }
      columns.set(empty, columns.get(i));
      columns.remove(i);
    }
  }

  private static boolean isEmptyBridge(Column column) {
    return column.head() == Head.BRIDGE && column.rows().isEmpty();
  }

  private int firstEmpty() {
    for (int i = 0; i < COLUMNS; i++) {
      if (isEmptyBridge(columns.get(i))) {
        return i;
      }
    }
    return -1;
  }

  private void place(Map<String, List<Picture.Stack>> homes) {
    columns.clear();
    bridges(homes);
    wires(homes);
    List<Picture.Stack> loose = homes.getOrDefault(Head.NONE.name(), List.of());
    if (!loose.isEmpty()) {
      add(Head.NONE, Optional.empty(), Optional.empty(), loose.get(0).since(), loose);
    }
    columns.sort(Comparator.comparingLong(Column::since));
  }

  /** Whether a device of the host is no port, and its cable leads to none of the machines. */
  private boolean isPlain(Picture.Device device) {
    return device.master().isEmpty()
        && picture
            .peer(device)
            .flatMap(peer -> picture.stack(peer.netns()))
            .filter(stack -> stack.kind() != Picture.Kind.MACHINE)
            .isPresent();
  }

  private void bridges(Map<String, List<Picture.Stack>> homes) {
    long since = 0;
    List<Picture.Stack> plain = homes.getOrDefault(Head.DEVICES.name(), List.of());
    List<Picture.Device> devices = host.map(Picture.Stack::devices).orElse(List.of());
    for (Picture.Device device : devices) {
      if (device.isBridge()) {
        since = Math.max(since, device.network().map(n -> n.created()).orElse(since));
        add(
            Head.BRIDGE,
            Optional.of(device),
            device.network(),
            since,
            homes.getOrDefault(key(device.name()), List.of()));
      } else if (!plain.isEmpty() && isPlain(device)) {
        add(Head.DEVICES, Optional.empty(), Optional.empty(), since, plain);
        plain = List.of();
      }
    }
  }

  /** Networks on the wire of a device first, then what stands on one without a network. */
  private void wires(Map<String, List<Picture.Stack>> homes) {
    for (Picture.NetworkFacts network : picture.wires()) {
      Optional<Picture.Device> parent =
          host.flatMap(h -> network.wire().flatMap(wire -> h.device(wire.parent())));
      List<Picture.Stack> guests = homes.getOrDefault(wireKey(network), List.of());
      add(Head.WIRE, parent, Optional.of(network), network.created(), guests);
    }
    for (Picture.Device device : host.map(Picture.Stack::devices).orElse(List.of())) {
      List<Picture.Stack> guests = homes.getOrDefault(wireKey(device), List.of());
      if (!guests.isEmpty()) {
        long since = guests.get(0).since();
        add(Head.WIRE, Optional.of(device), Optional.empty(), since, guests);
      }
    }
  }

  private static String key(String bridge) {
    return Head.BRIDGE + "/" + bridge;
  }

  private static String wireKey(Picture.NetworkFacts network) {
    return Head.WIRE + "/" + network.id();
  }

  private static String wireKey(Picture.Device parent) {
    return Head.WIRE + "/" + parent.id();
  }

  /** A column, or as many as it takes. */
  private void add(
      Head head,
      Optional<Picture.Device> bridge,
      Optional<Picture.NetworkFacts> network,
      long since,
      List<Picture.Stack> stacks) {
    List<Row> rows = fold(stacks);
    for (int from = 0; from == 0 || from < rows.size(); from += ROWS) {
      List<Row> some = rows.subList(from, Math.min(rows.size(), from + ROWS));
      long begin = from == 0 ? since : some.get(0).first().since();
      columns.add(new Column(head, bridge, network, from / ROWS, begin, List.copyOf(some)));
    }
  }

  /** By stack, what its column stands below. */
  private Map<Picture.Stack, String> homes() {
    Map<Picture.Stack, String> out = new LinkedHashMap<>();
    List<Picture.Stack> guests =
        picture.stacks().stream().filter(s -> s.kind() != Picture.Kind.MACHINE).toList();
    guests.forEach(guest -> out.put(guest, atHost(guest).orElse("")));
    boolean changed = true;
    while (changed) {
      changed = false;
      for (Picture.Stack guest : guests) {
        Optional<String> next = out.get(guest).isEmpty() ? beside(guest, out) : Optional.empty();
        next.ifPresent(home -> out.put(guest, home));
        changed |= next.isPresent();
      }
    }
    out.replaceAll((guest, home) -> home.isEmpty() ? Head.NONE.name() : home);
    return out;
  }

  private Optional<String> atHost(Picture.Stack guest) {
    if (guest.kind() == Picture.Kind.STOPPED) {
      return guest.residents().get(0).networks().stream()
          .flatMap(name -> home(name).stream())
          .findFirst();
    }
    return guest.devices().stream().flatMap(d -> atHost(d).stream()).findFirst();
  }

  private Optional<String> atHost(Picture.Device device) {
    return picture
        .peer(device)
        .filter(peer -> peer.netns().equals(LabTopology.HOST))
        .map(peer -> peer.master().map(Arrangement::key).orElse(Head.DEVICES.name()))
        .or(
            () ->
                picture
                    .stand(device)
                    .filter(s -> s.one().netns().equals(LabTopology.HOST))
                    .map(
                        s ->
                            picture
                                .wire(s)
                                .map(Arrangement::wireKey)
                                .orElseGet(() -> wireKey(s.one()))));
  }

  /** The home of another stack that a cable leads to. */
  private Optional<String> beside(Picture.Stack guest, Map<Picture.Stack, String> homes) {
    return guest.devices().stream()
        .flatMap(d -> picture.peer(d).stream())
        .flatMap(peer -> picture.stack(peer.netns()).stream())
        .map(stack -> homes.getOrDefault(stack, ""))
        .filter(home -> !home.isEmpty())
        .findFirst();
  }

  /** Where the containers of a network are. */
  private Optional<String> home(String network) {
    return host.stream()
        .flatMap(h -> h.devices().stream())
        .filter(d -> d.network().filter(n -> n.name().equals(network)).isPresent())
        .map(bridge -> key(bridge.name()))
        .findFirst()
        .or(
            () ->
                picture.wires().stream()
                    .filter(w -> w.name().equals(network))
                    .map(Arrangement::wireKey)
                    .findFirst());
  }

  private List<Row> fold(List<Picture.Stack> stacks) {
    List<Row> rows = stacks.stream().map(s -> new Row(s.id(), List.of(s))).toList();
    if (rows.size() <= most) {
      return rows;
    }
    Map<String, List<Picture.Stack>> stems =
        stacks.stream().collect(Collectors.groupingBy(Arrangement::stem));
    Map<String, Row> folded = new LinkedHashMap<>();
    for (Picture.Stack stack : stacks) {
      List<Picture.Stack> same = stems.get(stem(stack));
      Row row = same.size() > 2 ? group(same) : new Row(stack.id(), List.of(stack));
      folded.putIfAbsent(row.id(), row);
    }
    List<Row> all = new ArrayList<>(folded.values());
    if (all.size() > most) {
      List<Row> rest = all.subList(most - 1, all.size());
      Row last = group(rest.stream().flatMap(r -> r.stacks().stream()).toList());
      rest.clear();
      all.add(last);
    }
    return all;
  }

  private static Row group(List<Picture.Stack> stacks) {
    return new Row(Ids.of("group", stacks.get(0).name()), stacks);
  }

  /** A name without the number at its end; what runs is not folded with what does not. */
  private static String stem(Picture.Stack stack) {
    return stack.kind() + stack.name().replaceAll("[-_.]?[0-9]+$", "");
  }

  List<Column> columns() {
    return columns;
  }

  /** The rows by the namespaces that are drawn there. */
  Map<String, Row> rows() {
    Map<String, Row> out = new HashMap<>();
    for (Column column : columns) {
      for (Row row : column.rows()) {
        row.stacks().forEach(stack -> out.put(stack.netns(), row));
      }
    }
    return out;
  }

  /** As {@link Picture#place}, but what is folded is where its group is. */
  public Optional<Picture.Place> place(String netns, String device) {
    Row row = rows().get(netns);
    if (row == null || !row.isGroup()) {
      return groupPort(netns, device).or(() -> picture.place(netns, device));
    }
    Picture.Stack first = row.first();
    return first.devices().stream()
        .filter(d -> d.name().equals(device))
        .findFirst()
        .map(d -> new Picture.Place(row.id(), row.id(), picture.line(d).map(c -> c.id())))
        .or(() -> Optional.of(new Picture.Place(row.id(), row.id(), Optional.empty())));
  }

  /** Of the ports that lead to the stacks of a group, that of the first is drawn. */
  private Optional<Picture.Place> groupPort(String netns, String device) {
    Map<String, Row> rows = rows();
    return picture
        .stack(netns)
        .flatMap(stack -> stack.device(device))
        .flatMap(picture::peer)
        .filter(guest -> rows.containsKey(guest.netns()) && rows.get(guest.netns()).isGroup())
        .flatMap(guest -> rows.get(guest.netns()).first().device(guest.name()))
        .flatMap(picture::peer)
        .flatMap(port -> picture.place(port.netns(), port.name()));
  }
}
