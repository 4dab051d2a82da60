package passerelle.sim.userland.bridge;

import java.util.List;
import java.util.Optional;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.addr.MacAddress;
import passerelle.kernel.KernelException;
import passerelle.sim.uapi.LinkData;
import passerelle.sim.uapi.LinkInfo;
import passerelle.sim.uapi.TunnelFdbInfo;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.Printer;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.sim.userland.tool.Words;

/** {@code bridge fdb} (bridge/fdb.c): the forwarding databases. */
record BridgeFdb(KernelView kernel, BridgeTool.Options options) {
  private static final long SECOND = 1_000_000_000L;

  static int run(KernelView kernel, BridgeTool.Options options, Words words) throws ToolFailure {
    BridgeFdb fdb = new BridgeFdb(kernel, options);
    String command = words.hasNext() ? words.next() : "show";
    if (Words.matches(command, "add", "append", "replace", "delete")) {
      return fdb.change(command, words);
    }
    if (Words.matches(command, "get")) {
      return fdb.get(words);
    }
    if (Words.matches(command, "show", "list", "lst")) {
      return fdb.show(words);
    }
    if (Words.matches(command, "flush", "help")) {
      throw ToolFailure.notModelled("bridge", "bridge fdb " + command);
    }
    throw new ToolFailure(
        BridgeTool.FAILED, "Command \"" + command + "\" is unknown, try \"bridge fdb help\".\n");
  }

  private int show(Words words) throws ToolFailure {
    Optional<String> bridge = Optional.empty();
    Optional<String> port = Optional.empty();
    Optional<String> state = Optional.empty();
    boolean dynamic = false;
    while (words.hasNext()) {
      String word = words.next();
      switch (word) {
        case "br" -> bridge = Optional.of(words.argument());
        case "state" -> state = Optional.of(words.argument());
        case "brport", "dev" -> port = Optional.of(words.argument());
        case "dynamic" -> dynamic = true;
        case "vlan", "vni" -> throw ToolFailure.notModelled("bridge", "the selector " + word);
        default -> {
          // iproute2 overlooks what it does not know here.
        }
      }
    }
    Optional<LinkInfo> on = Optional.empty();
    if (port.isPresent()) {
      on = Optional.of(kernel.device(port.get(), BridgeTool.FAILED));
    }
    if (bridge.isPresent() && kernel.rtnl().link(bridge.get()).isEmpty()) {
      throw new ToolFailure(
          BridgeTool.FAILED, "Cannot find bridge device \"" + bridge.get() + "\"\n");
    }
    Printer out = options.printer();
    for (FdbRow row : FdbRow.all(kernel)) {
      boolean fits = !dynamic || !row.state().equals("permanent");
      if (fits && isShown(row, bridge, on, state)) {
        print(out, row, on.isPresent());
      }
    }
    kernel.out(out.finish());
    return 0;
  }

  private static boolean isShown(
      FdbRow row, Optional<String> bridge, Optional<LinkInfo> on, Optional<String> state) {
    LinkInfo device = row.device();
    boolean inBridge =
        bridge
            .filter(
                name ->
                    !device.name().equals(name) && device.master().filter(name::equals).isEmpty())
            .isEmpty();
    return inBridge
        && on.filter(d -> !d.is(device)).isEmpty()
        && state.filter(s -> !s.equals("all") && !s.equals(row.state())).isEmpty();
  }

  private void print(Printer out, FdbRow row, boolean deviceIsKnown) {
    out.openObject();
    out.any("mac", row.mac().toString(), "%s ", row.mac());
    if (!deviceIsKnown) {
      out.any("ifname", row.device().name(), "dev %s ", row.device().name());
    }
    if (options.statistics() && row.entry().isPresent()) {
      long used = (kernel.now() - row.entry().get().used()) / SECOND;
      long updated = (kernel.now() - row.entry().get().updated()) / SECOND;
      out.any("used", used, "used %d/", used);
      out.any("updated", updated, "%d ", updated);
    }
    row.remote().ifPresent(remote -> print(out, remote));
    boolean self = row.master().isEmpty();
    out.json("flags", self ? List.of("self") : List.of());
    out.text(self ? "self " : "");
    row.master().ifPresent(bridge -> out.any("master", bridge, "master %s ", bridge));
    out.any("state", row.state(), "%s\n", row.state());
    out.closeObject();
  }

  private static void print(Printer out, TunnelFdbInfo remote) {
    out.any("dst", remote.destination().toString(), "dst %s ", remote.destination());
    remote.via().ifPresent(name -> out.any("viaIf", name, "via %s ", name));
  }

  private int get(Words words) throws ToolFailure {
    Optional<MacAddress> mac = Optional.empty();
    Optional<String> name = Optional.empty();
    while (words.hasNext()) {
      String word = words.next();
      switch (word) {
        case "br", "brport", "dev" -> name = Optional.of(words.argument());
        case "self", "master", "dynamic", "vlan", "vni" ->
            throw ToolFailure.notModelled("bridge", "the selector " + word);
        default -> mac = Optional.of(mac(word.equals("to") ? words.argument() : word));
      }
    }
    if (mac.isEmpty()) {
      throw new ToolFailure(BridgeTool.FAILED, "FDB entry address is required.\n");
    }
    if (name.isEmpty()) {
      throw new ToolFailure(BridgeTool.FAILED, "At least one of dev, br, brport is required.\n");
    }
    LinkInfo device = kernel.device(name.get(), BridgeTool.FAILED);
    MacAddress wanted = mac.get();
    FdbRow found =
        FdbRow.all(kernel).stream()
            .filter(row -> row.mac().equals(wanted))
            .filter(
                row ->
                    row.master().filter(device.name()::equals).isPresent()
                        || row.device().is(device))
            .findFirst()
            .orElseThrow(() -> new ToolFailure(254, "Error: Fdb entry not found.\n"));
    Printer out = options.printer();
    print(out, found, false);
    kernel.out(out.finish());
    return 0;
  }

  private static MacAddress mac(String text) throws ToolFailure {
    return MacAddress.parse(text)
        .orElseThrow(
            () -> new ToolFailure(BridgeTool.FAILED, "Invalid mac address " + text + "\n"));
  }

  private int change(String command, Words words) throws ToolFailure {
    Optional<MacAddress> mac = Optional.empty();
    Optional<String> name = Optional.empty();
    String state = "permanent";
    boolean master = false;
    Optional<IpAddress> destination = Optional.empty();
    while (words.hasNext()) {
      String word = words.next();
      switch (word) {
        case "dev" -> name = Optional.of(words.argument());
        case "master" -> master = true;
        case "local", "permanent" -> state = "permanent";
        case "static", "dynamic" -> state = word;
        case "self" -> master = false;
        case "dst" -> destination = Optional.of(address(words.argument()));
        case "port", "vni", "via", "src_vni", "vlan", "router", "use", "sticky" ->
            throw ToolFailure.notModelled("bridge", "the entry option " + word);
        default -> {
          if (mac.isPresent()) {
            throw Words.garbage("to", word);
          }
          mac = Optional.of(mac(word.equals("to") ? words.argument() : word));
        }
      }
    }
    if (mac.isEmpty() || name.isEmpty()) {
      throw new ToolFailure(BridgeTool.FAILED, "Device and address are required arguments.\n");
    }
    LinkInfo device = kernel.device(name.get(), BridgeTool.FAILED);
    boolean tunnel = device.data() instanceof LinkData.Vxlan;
    if (!master && !tunnel) {
      throw ToolFailure.notModelled("bridge", "entries of a device's own list (self)");
    }
    try {
      if (master) {
        change(command, mac.get(), device, state);
      } else {
        changeTunnel(command, mac.get(), device, destination);
      }
      return 0;
    } catch (KernelException refused) {
      throw BridgeLink.refused(refused);
    }
  }

  private static IpAddress address(String text) throws ToolFailure {
    return Family.IPV4
        .parse(text)
        .orElseThrow(
            () ->
                new ToolFailure(
                    1, "Error: an inet address is expected rather than \"" + text + "\".\n"));
  }

  private void changeTunnel(
      String command, MacAddress mac, LinkInfo device, Optional<IpAddress> destination)
      throws KernelException, ToolFailure {
    kernel.requireAdmin();
    if (Words.matches(command, "delete")) {
      kernel.neighbours().deleteFdb(device, mac, destination);
    } else if (destination.isEmpty()) {
      throw ToolFailure.notModelled("bridge", "entries of a tunnel without dst");
    } else {
      boolean more = Words.matches(command, "append");
      boolean isNew = Words.matches(command, "add");
      kernel.neighbours().addFdb(device, mac, destination.get(), more, isNew);
    }
  }

  private void change(String command, MacAddress mac, LinkInfo device, String state)
      throws KernelException {
    kernel.requireAdmin();
    if (Words.matches(command, "delete")) {
      kernel.neighbours().deleteFdb(device, mac);
    } else {
      kernel.neighbours().addFdb(device, mac, state, Words.matches(command, "add"));
    }
  }
}
