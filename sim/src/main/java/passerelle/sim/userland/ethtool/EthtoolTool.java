package passerelle.sim.userland.ethtool;

import java.util.List;
import java.util.Optional;
import passerelle.sim.bridge.Bridge;
import passerelle.sim.link.Device;
import passerelle.sim.link.Veth;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.LabKernel;
import passerelle.sim.userland.tool.ToolFailure;

/** The command {@code ethtool}: {@code -i}, {@code -S}, and whether there is a link. */
public final class EthtoolTool implements LabKernel.Tool {
  private static final List<String> QUEUE_COUNTERS =
      List.of(
          "rx_queue_0_xdp_packets",
          "rx_queue_0_xdp_bytes",
          "rx_queue_0_drops",
          "rx_queue_0_xdp_redirect",
          "rx_queue_0_xdp_drops",
          "rx_queue_0_xdp_tx",
          "rx_queue_0_xdp_tx_errors",
          "tx_queue_0_xdp_xmit",
          "tx_queue_0_xdp_xmit_errors");

  @Override
  public int run(KernelView kernel) throws ToolFailure {
    List<String> words = kernel.process().arguments();
    if (words.isEmpty()) {
      throw new ToolFailure(
          1, "ethtool: bad command line argument(s)\nFor more information run ethtool -h\n");
    }
    String option = words.get(0);
    if (option.equals("--version")) {
      kernel.out("ethtool version 6.14.2\n");
      return 0;
    }
    if (!option.startsWith("-")) {
      kernel.out(settings(find(kernel, option, "No data available\n", 75)));
      return 0;
    }
    if (words.size() < 2) {
      throw new ToolFailure(
          1, "ethtool: bad command line argument(s)\nFor more information run ethtool -h\n");
    }
    switch (option) {
      case "-i", "--driver" -> {
        String complaint = "Cannot get driver information: No such device\n";
        kernel.out(driver(find(kernel, words.get(1), complaint, 71)));
      }
      case "-S", "--statistics" -> {
        String complaint = "Cannot get stats strings information: No such device\n";
        kernel.out(statistics(find(kernel, words.get(1), complaint, 96)));
      }
      default -> throw ToolFailure.notModelled("ethtool", "option " + option);
    }
    return 0;
  }

  private static Device find(KernelView kernel, String name, String complaint, int status)
      throws ToolFailure {
    Optional<Device> device = kernel.netns().device(name);
    return device.orElseThrow(
        () -> new ToolFailure(status, "netlink error: No such device\n" + complaint));
  }

  private static String driver(Device device) throws ToolFailure {
    boolean bridge = device instanceof Bridge;
    if (!bridge && !(device instanceof Veth)) {
      throw new ToolFailure(71, "Cannot get driver information: Operation not supported\n");
    }
    String none = bridge ? "N/A" : "";
    return "driver: "
        + device.kind()
        + "\nversion: "
        + (bridge ? "2.3" : "1.0")
        + "\nfirmware-version: "
        + none
        + "\nexpansion-rom-version: \nbus-info: "
        + none
        + "\nsupports-statistics: "
        + (bridge ? "no" : "yes")
        + "\nsupports-test: no\nsupports-eeprom-access: no\nsupports-register-dump: no\n"
        + "supports-priv-flags: no\n";
  }

  private static String statistics(Device device) throws ToolFailure {
    if (!(device instanceof Veth veth)) {
      throw new ToolFailure(94, "no stats available\n");
    }
    StringBuilder out = new StringBuilder("NIC statistics:\n     peer_ifindex: ");
    out.append(veth.peer().map(Device::index).orElse(0)).append('\n');
    QUEUE_COUNTERS.forEach(name -> out.append("     ").append(name).append(": 0\n"));
    return out.toString();
  }

  private static String settings(Device device) {
    boolean veth = device instanceof Veth;
    return "Settings for "
        + device.name()
        + ":\n\tSupported ports: [  ]\n"
        + "\tSupported link modes:   Not reported\n"
        + "\tSupported pause frame use: No\n"
        + "\tSupports auto-negotiation: No\n"
        + "\tSupported FEC modes: Not reported\n"
        + "\tAdvertised link modes:  Not reported\n"
        + "\tAdvertised pause frame use: No\n"
        + "\tAdvertised auto-negotiation: No\n"
        + "\tAdvertised FEC modes: Not reported\n"
        + (veth ? "\tSpeed: 10000Mb/s\n\tDuplex: Full\n" : "\tSpeed: Unknown!\n")
        + (veth ? "" : "\tDuplex: Unknown! (255)\n")
        + "\tAuto-negotiation: off\n\tPort: "
        + (veth ? "Twisted Pair" : "Other")
        + "\n\tPHYAD: 0\n\tTransceiver: internal\n"
        + (veth ? "\tMDI-X: Unknown\n" : "")
        + "\tLink detected: "
        + (device.isRunning() ? "yes" : "no")
        + "\n";
  }
}
