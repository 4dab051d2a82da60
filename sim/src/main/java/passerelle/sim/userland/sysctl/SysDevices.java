package passerelle.sim.userland.sysctl;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import passerelle.kernel.KernelException;
import passerelle.sim.bridge.Bridge;
import passerelle.sim.bridge.BridgePort;
import passerelle.sim.link.Device;
import passerelle.sim.netns.Links;
import passerelle.sim.netns.Netns;
import passerelle.sim.process.FileError;
import passerelle.sim.process.Process;
import passerelle.sim.process.VirtualFiles;
import passerelle.sim.uapi.InterfaceFlags;
import passerelle.sim.uapi.LinkInfo;

/**
 * {@code /sys/devices/virtual/net} of a namespace: a directory for every device
 * (net/core/net-sysfs.c).
 */
public final class SysDevices implements VirtualFiles {
  private final Netns netns;
  private final Links links;
  private final boolean writable;

  /**
   * The devices of a namespace.
   *
   * @param writable false where sysfs is mounted read-only, as in a container
   */
  public SysDevices(Netns netns, boolean writable) {
    this.netns = netns;
    links = netns.namespaces().links();
    this.writable = writable;
  }

  @Override
  public Optional<List<String>> list(String path) {
    if (path.isEmpty()) {
      return Optional.of(netns.devices().stream().map(Device::name).sorted().toList());
    }
    return device(path)
        .map(d -> files(d, path))
        .filter(files -> !files.isEmpty())
        .map(files -> List.copyOf(files.keySet()));
  }

  @Override
  public Optional<String> readLink(String path, Optional<Process> reader) {
    int slash = path.indexOf('/');
    Optional<Device> device = device(path);
    if (slash < 0 || device.isEmpty()) {
      return Optional.empty();
    }
    return Optional.ofNullable(links(device.get()).get(path.substring(slash + 1)));
  }

  /** Where the links in the directory of a device lead. */
  private static Map<String, String> links(Device device) {
    Map<String, String> links = new TreeMap<>();
    links.put("subsystem", "../../../../class/net");
    device
        .master()
        .ifPresent(
            bridge -> {
              links.put("master", "../" + bridge.name());
              links.put("upper_" + bridge.name(), "../" + bridge.name());
              links.put("brport/bridge", "../../" + bridge.name());
            });
    if (device instanceof Bridge bridge) {
      for (BridgePort port : bridge.ports()) {
        String name = port.device().name();
        links.put("lower_" + name, "../" + name);
        links.put("brif/" + name, "../../" + name + "/brport");
      }
    }
    return links;
  }

  private Optional<Device> device(String path) {
    return netns.device(path.split("/", 2)[0]);
  }

  @Override
  public Optional<byte[]> read(String path) throws FileError {
    int slash = path.lastIndexOf('/');
    Optional<Device> device = device(path);
    if (slash < 0 || device.isEmpty()) {
      return Optional.empty();
    }
    String name = path.substring(slash + 1);
    Optional<String> value =
        Optional.ofNullable(files(device.get(), path.substring(0, slash)).get(name));
    boolean needsUp = name.equals("carrier") || name.equals("speed") || name.equals("duplex");
    if (value.isPresent() && needsUp && !device.get().isUp()) {
      throw new FileError(FileError.Reason.EINVAL);
    }
    return value.map(v -> (v + "\n").getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void checkWritable(String path) throws FileError {
    if (!writable) {
      throw new FileError(FileError.Reason.EROFS);
    }
  }

  @Override
  public void write(String path, byte[] contents) throws FileError {
    checkWritable(path);
    String value = new String(contents, StandardCharsets.UTF_8).strip();
    String name = path.substring(path.lastIndexOf('/') + 1);
    Device device = device(path).orElseThrow(() -> new FileError(FileError.Reason.ENOENT));
    if (!value.matches("[0-9]{1,9}")) {
      throw new FileError(FileError.Reason.EINVAL);
    }
    int number = Integer.parseInt(value);
    try {
      switch (name) {
        case "mtu" -> links.setMtu(device, number);
        case "tx_queue_len" -> links.attributes(device).setTransmitQueueLength(number);
        case "hairpin_mode" ->
            BridgePort.of(device)
                .orElseThrow(() -> new FileError(FileError.Reason.EINVAL))
                .setHairpin(number != 0);
        default -> throw new FileError(FileError.Reason.EACCES);
      }
    } catch (KernelException refused) {
      throw new FileError(FileError.Reason.EINVAL);
    }
  }

  /** The files of a directory with their contents; a directory within has an empty text. */
  private Map<String, String> files(Device device, String path) {
    String inner = path.contains("/") ? path.substring(path.indexOf('/') + 1) : "";
    return switch (inner) {
      case "" -> attributes(device);
      case "statistics" -> statistics(device);
      case "bridge" -> device instanceof Bridge bridge ? bridge(bridge) : Map.of();
      case "brif" -> device instanceof Bridge bridge ? ports(bridge) : Map.of();
      case "brport" -> BridgePort.of(device).map(SysDevices::port).orElse(Map.of());
      default -> Map.of();
    };
  }

  private Map<String, String> attributes(Device device) {
    LinkInfo link = links.report(netns, device);
    OptionalInt speed = device.ethtool().speed();
    Map<String, String> files = new TreeMap<>();
    files.put("addr_assign_type", "3");
    files.put("addr_len", "6");
    files.put("address", device.mac().toString());
    files.put("broadcast", link.broadcast());
    files.put("carrier", device.hasCarrier() ? "1" : "0");
    files.put("dev_id", "0x0");
    files.put("dormant", "0");
    files.put("duplex", speed.isPresent() ? "full" : "unknown");
    files.put("flags", String.format(Locale.ROOT, "0x%x", sysfsFlags(link.flags())));
    files.put("ifalias", link.alias().orElse(""));
    files.put("ifindex", "" + device.index());
    files.put("iflink", "" + link.link().orElse(device.index()));
    files.put("link_mode", "0");
    files.put("mtu", "" + device.mtu());
    files.put("netdev_group", "0");
    files.put("operstate", link.state().toLowerCase(Locale.ROOT));
    files.put("speed", "" + speed.orElse(-1));
    files.put("statistics", "");
    files.put("tx_queue_len", "" + link.transmitQueueLength());
    files.put("type", "" + device.type().number());
    files.put("uevent", "INTERFACE=" + device.name() + "\nIFINDEX=" + device.index());
    links(device).keySet().stream()
        .filter(name -> !name.contains("/"))
        .forEach(n -> files.put(n, ""));
    if (device instanceof Bridge) {
      files.put("bridge", "");
      files.put("brif", "");
    }
    if (BridgePort.of(device).isPresent()) {
      files.put("brport", "");
    }
    return files;
  }

  /** {@code dev->flags}, without what only netlink adds. */
  private static int sysfsFlags(int flags) {
    return flags & ~(InterfaceFlags.RUNNING | InterfaceFlags.LOWER_UP);
  }

  private static Map<String, String> statistics(Device device) {
    Map<String, String> files = new TreeMap<>();
    for (String name :
        List.of("collisions", "multicast", "rx_dropped", "rx_errors", "tx_dropped", "tx_errors")) {
      files.put(name, "0");
    }
    files.put("rx_bytes", "" + device.statistics().counters().rxBytes());
    files.put("rx_packets", "" + device.statistics().counters().rxPackets());
    files.put("tx_bytes", "" + device.statistics().counters().txBytes());
    files.put("tx_packets", "" + device.statistics().counters().txPackets());
    return files;
  }

  private static Map<String, String> bridge(Bridge bridge) {
    Map<String, String> files = new TreeMap<>();
    String id = "8000." + bridge.mac().toHex();
    files.put("ageing_time", "30000");
    files.put("bridge_id", id);
    files.put("forward_delay", "1500");
    files.put("hello_time", "200");
    files.put("max_age", "2000");
    files.put("priority", "32768");
    files.put("root_id", id);
    files.put("stp_state", "0");
    return files;
  }

  private static Map<String, String> ports(Bridge bridge) {
    Map<String, String> files = new TreeMap<>();
    bridge.ports().forEach(port -> files.put(port.device().name(), ""));
    return files;
  }

  private static Map<String, String> port(BridgePort port) {
    Map<String, String> files = new TreeMap<>();
    files.put("bridge", "");
    files.put("hairpin_mode", port.isHairpin() ? "1" : "0");
    files.put("path_cost", "2");
    files.put("port_id", String.format(Locale.ROOT, "0x%x", 0x8000 + port.number()));
    files.put("port_no", String.format(Locale.ROOT, "0x%x", port.number()));
    files.put("priority", "32");
    files.put("state", port.isForwarding() ? "3" : "0");
    return files;
  }
}
