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
    /** Nothing: no cable leads to the host. */
    NONE
  }

  /**
   * A column.
   *
   * @param bridge that it stands below
   * @param leg 0, or the number of columns of the same bridge before this one
   * @param rows from the top
   */
  record Column(Head head, Optional<Picture.Device> bridge, int leg, long since, List<Row> rows) {}

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
  private final List<Picture.Device> foldedBridges = new ArrayList<>();

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
    foldedBridges.clear();
    for (int i = COLUMNS; i < columns.size(); ) {
      int empty = columns.get(i).rows().isEmpty() ? i : firstEmpty();
      if (empty < 0) {
        return;
      }
      foldedBridges.add(columns.get(empty).bridge().orElseThrow());
      columns.set(empty, columns.get(i));
      columns.remove(i);
    }
  }

  private int firstEmpty() {
    for (int i = 0; i < COLUMNS; i++) {
      if (columns.get(i).rows().isEmpty()) {
        return i;
      }
    }
    return -1;
  }

  private void place(Map<String, List<Picture.Stack>> homes) {
    columns.clear();
    bridges(homes);
    List<Picture.Stack> loose = homes.getOrDefault(Head.NONE.name(), List.of());
    if (!loose.isEmpty()) {
      add(Head.NONE, Optional.empty(), loose.get(0).since(), loose);
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
            since,
            homes.getOrDefault(key(device.name()), List.of()));
      } else if (!plain.isEmpty() && isPlain(device)) {
        add(Head.DEVICES, Optional.empty(), since, plain);
        plain = List.of();
      }
    }
  }

  private static String key(String bridge) {
    return Head.BRIDGE + "/" + bridge;
  }

  /** A column, or as many as it takes. */
  private void add(
      Head head, Optional<Picture.Device> bridge, long since, List<Picture.Stack> stacks) {
    List<Row> rows = fold(stacks);
    for (int from = 0; from == 0 || from < rows.size(); from += ROWS) {
      List<Row> some = rows.subList(from, Math.min(rows.size(), from + ROWS));
      long begin = from == 0 ? since : some.get(0).first().since();
      columns.add(new Column(head, bridge, from / ROWS, begin, List.copyOf(some)));
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
          .flatMap(name -> bridgeOf(name).stream())
          .map(bridge -> key(bridge.name()))
          .findFirst();
    }
    return guest.devices().stream()
        .flatMap(d -> picture.peer(d).stream())
        .filter(peer -> peer.netns().equals(LabTopology.HOST))
        .map(peer -> peer.master().map(Arrangement::key).orElse(Head.DEVICES.name()))
        .findFirst();
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

  private Optional<Picture.Device> bridgeOf(String network) {
    return host.stream()
        .flatMap(h -> h.devices().stream())
        .filter(d -> d.network().filter(n -> n.name().equals(network)).isPresent())
        .findFirst();
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
        .map(d -> new Picture.Place(row.id(), row.id(), picture.cable(d).map(c -> c.id())))
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
