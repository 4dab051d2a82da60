package passerelle.sim.userland.sysctl;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.sim.netlink.Rtnetlink;
import passerelle.sim.netns.Netns;
import passerelle.sim.process.FileError;
import passerelle.sim.process.Process;
import passerelle.sim.process.VirtualFiles;
import passerelle.sim.uapi.InterfaceFlags;
import passerelle.sim.uapi.LinkData;
import passerelle.sim.uapi.LinkInfo;
import passerelle.sim.uapi.PortFlag;
import passerelle.sim.uapi.PortInfo;
import passerelle.text.Resources;

/**
 * {@code /sys/devices/virtual/net} of a namespace: a directory for every device
 * (net/core/net-sysfs.c).
 */
final class SysDevices implements VirtualFiles {
  private static final List<String> READ_ONLY =
      List.of(
          ("addr_assign_type addr_len address broadcast dev_id dev_port dormant duplex ifindex"
                  + " iflink link_mode name_assign_type operstate speed testing type")
              .split(" "));

  private final Rtnetlink kernel;
  private final boolean writable;

  /**
   * The devices of a namespace.
   *
   * @param writable false where sysfs is mounted read-only, as in a container
   */
  public SysDevices(Netns netns, boolean writable) {
    kernel = new Rtnetlink(netns);
    this.writable = writable;
  }

  @Override
  public Optional<List<String>> list(String path) {
    if (path.isEmpty()) {
      return Optional.of(kernel.links().stream().map(LinkInfo::name).sorted().toList());
    }
    Optional<LinkInfo> device = device(path);
    boolean portless = path.endsWith("/brif") && device.filter(LinkInfo::isBridge).isPresent();
    return device
        .map(d -> files(d, path))
        .filter(files -> portless || !files.isEmpty())
        .map(files -> List.copyOf(files.keySet()));
  }

  @Override
  public Optional<String> readLink(String path, Optional<Process> reader) {
    int slash = path.indexOf('/');
    Optional<LinkInfo> device = device(path);
    if (slash < 0 || device.isEmpty()) {
      return Optional.empty();
    }
    return Optional.ofNullable(links(device.get()).get(path.substring(slash + 1)));
  }

  /** Where the links in the directory of a device lead. */
  private Map<String, String> links(LinkInfo device) {
    Map<String, String> links = new TreeMap<>();
    links.put("subsystem", "../../../../class/net");
    if (device.master().isPresent()) {
      String bridge = device.master().get();
      links.put("master", "../" + bridge);
      links.put("upper_" + bridge, "../" + bridge);
      links.put("brport/bridge", "../../" + bridge);
    }
    for (LinkInfo port : kernel.ports(device)) {
      links.put("lower_" + port.name(), "../" + port.name());
      links.put("brif/" + port.name(), "../../" + port.name() + "/brport");
    }
    return links;
  }

  private Optional<LinkInfo> device(String path) {
    return kernel.link(path.split("/", 2)[0]);
  }

  @Override
  public Optional<byte[]> read(String path) throws FileError {
    int slash = path.lastIndexOf('/');
    Optional<LinkInfo> device = device(path);
    if (slash < 0 || device.isEmpty()) {
      return Optional.empty();
    }
    String name = path.substring(slash + 1);
    Optional<String> value =
        Optional.ofNullable(files(device.get(), path.substring(0, slash)).get(name));
    boolean needsUp = name.equals("carrier") || name.equals("speed") || name.equals("duplex");
    if (value.isPresent() && needsUp && !device.get().isUp()) {
      throw new FileError(Errno.EINVAL);
    }
    return value.map(v -> (v + "\n").getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void checkWritable(String path) throws FileError {
    if (!writable) {
      throw new FileError(Errno.EROFS);
    }
    boolean counted = path.contains("/statistics/");
    if (counted || READ_ONLY.contains(path.substring(path.indexOf('/') + 1))) {
      throw new FileError(Errno.EACCES);
    }
  }

  @Override
  public void write(String path, byte[] contents) throws FileError {
    checkWritable(path);
    String value = new String(contents, StandardCharsets.UTF_8).strip();
    String name = path.substring(path.lastIndexOf('/') + 1);
    LinkInfo device = device(path).orElseThrow(() -> new FileError(Errno.ENOENT));
    if (!value.matches("[0-9]{1,9}")) {
      throw new FileError(Errno.EINVAL);
    }
    int number = Integer.parseInt(value);
    try {
      switch (name) {
        case "mtu" -> kernel.setMtu(device, number);
        case "tx_queue_len" -> kernel.setTransmitQueueLength(device, number);
        default -> {
          PortFlag flag = PortFlag.ofFile(name).orElseThrow(() -> new FileError(Errno.EACCES));
          kernel.setPortFlag(device, flag, number != 0);
        }
      }
    } catch (KernelException refused) {
      throw new FileError(Errno.EINVAL);
    }
  }

  /** The files of a directory with their contents; a directory within has an empty text. */
  private Map<String, String> files(LinkInfo device, String path) {
    String inner = path.contains("/") ? path.substring(path.indexOf('/') + 1) : "";
    return switch (inner) {
      case "" -> attributes(device);
      case "statistics" -> statistics(device);
      case "bridge" -> device.isBridge() ? bridge(device) : Map.of();
      case "brif" -> ports(device);
      case "brport" -> device.port().map(SysDevices::port).orElse(Map.of());
      default -> Map.of();
    };
  }

  private Map<String, String> attributes(LinkInfo device) {
    OptionalInt speed = kernel.ethtool(device).speed();
    Map<String, String> files = constants("device");
    files.put("addr_assign_type", "3");
    files.put("addr_len", "6");
    files.put("address", device.mac().toString());
    files.put("broadcast", device.broadcast());
    files.put("carrier", device.isRunning() ? "1" : "0");
    files.put("dev_id", "0x0");
    files.put("dormant", "0");
    files.put("duplex", kernel.ethtool(device).pair() ? "full" : "unknown");
    files.put("flags", "0x%x".formatted(sysfsFlags(device)));
    files.put("ifalias", device.alias().orElse(""));
    files.put("ifindex", "" + device.index());
    files.put("iflink", "" + device.link().orElse(device.index()));
    files.put("link_mode", "0");
    files.put("mtu", "" + device.mtu());
    files.put("name_assign_type", device.isLoopback() ? "2" : "3");
    files.put("netdev_group", "" + device.group());
    files.put("operstate", device.state().toLowerCase(Locale.ROOT));
    files.put("speed", "" + speed.orElse(-1));
    files.put("statistics", "");
    files.put("tx_queue_len", "" + device.transmitQueueLength());
    files.put("type", "" + device.type().number());
    files.put("uevent", "INTERFACE=" + device.name() + "\nIFINDEX=" + device.index());
    links(device).keySet().stream()
        .filter(name -> !name.contains("/"))
        .forEach(n -> files.put(n, ""));
    if (device.isBridge()) {
      files.put("bridge", "");
      files.put("brif", "");
    }
    if (device.port().isPresent()) {
      files.put("brport", "");
    }
    return files;
  }

  /** {@code dev->flags}: without what only netlink adds, with what the kernel itself wants. */
  private static int sysfsFlags(LinkInfo device) {
    int wanted = device.promiscuity() > 0 ? InterfaceFlags.PROMISC : 0;
    wanted |= device.port().isPresent() ? InterfaceFlags.ALLMULTI : 0;
    return device.flags() & ~(InterfaceFlags.RUNNING | InterfaceFlags.LOWER_UP) | wanted;
  }

  /** The files of a directory that say the same of all that is modelled. */
  private static Map<String, String> constants(String directory) {
    Map<String, String> files = new TreeMap<>();
    Resources.rows(SysDevices.class, "sysfs.txt")
        .map(row -> row.split(" ", 3))
        .filter(words -> words[0].equals(directory))
        .forEach(words -> files.put(words[1], words.length > 2 ? words[2] : ""));
    return files;
  }

  private static Map<String, String> statistics(LinkInfo device) {
    Map<String, String> files = constants("statistics");
    files.put("multicast", "" + device.counters().multicast());
    files.put("rx_bytes", "" + device.counters().rxBytes());
    files.put("rx_dropped", "" + device.counters().rxDropped());
    files.put("rx_packets", "" + device.counters().rxPackets());
    files.put("tx_bytes", "" + device.counters().txBytes());
    files.put("tx_dropped", "" + device.counters().txDropped());
    files.put("tx_packets", "" + device.counters().txPackets());
    return files;
  }

  private static Map<String, String> bridge(LinkInfo bridge) {
    Map<String, String> files = constants("bridge");
    String id = "8000." + bridge.mac().toHex();
    long ageing = ((LinkData.Bridge) bridge.data()).ageingTime();
    files.put("ageing_time", "" + ageing / 10_000_000);
    files.put("bridge_id", id);
    files.put("root_id", id);
    return files;
  }

  private Map<String, String> ports(LinkInfo bridge) {
    Map<String, String> files = new TreeMap<>();
    kernel.ports(bridge).forEach(port -> files.put(port.name(), ""));
    return files;
  }

  private static Map<String, String> port(PortInfo port) {
    Map<String, String> files = constants("brport");
    files.put("bridge", "");
    for (PortFlag flag : PortFlag.values()) {
      files.put(flag.file(), port.flags().contains(flag) ? "1" : "0");
    }
    files.put("path_cost", "" + port.cost());
    files.put("port_id", "0x%x".formatted(port.id()));
    files.put("port_no", "0x%x".formatted(port.number()));
    files.put("priority", "" + port.priority());
    files.put("state", "" + port.portState().ordinal());
    return files;
  }
}
