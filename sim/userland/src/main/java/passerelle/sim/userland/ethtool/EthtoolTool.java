package passerelle.sim.userland.ethtool;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import passerelle.sim.uapi.EthtoolOps;
import passerelle.sim.uapi.LinkInfo;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.LabKernel;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.text.WordList;

/** The command {@code ethtool}: drivers, counters, offloads, and whether there is a link. */
public final class EthtoolTool implements LabKernel.Tool {
  private static final List<String> QUEUE_COUNTERS =
      WordList.of(
          """
          rx_queue_0_xdp_packets rx_queue_0_xdp_bytes rx_queue_0_drops rx_queue_0_xdp_redirect
          rx_queue_0_xdp_drops rx_queue_0_xdp_tx rx_queue_0_xdp_tx_errors tx_queue_0_xdp_xmit
          tx_queue_0_xdp_xmit_errors
          """);

  private static final String NO_DEVICE =
      "netlink error: no device matches name (offset 24)\nnetlink error: No such device\n";

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
      kernel.out(
          settings(kernel, find(kernel, option, NO_DEVICE.repeat(7) + "No data available\n", 75)));
      return 0;
    }
    if (words.size() < 2) {
      throw new ToolFailure(
          1, "ethtool: bad command line argument(s)\nFor more information run ethtool -h\n");
    }
    switch (option) {
      case "-i", "--driver" -> {
        String complaint = "Cannot get driver information: No such device\n";
        kernel.out(driver(kernel, find(kernel, words.get(1), complaint, 71)));
      }
      case "-S", "--statistics" -> {
        String complaint = "Cannot get stats strings information: No such device\n";
        kernel.out(statistics(kernel, find(kernel, words.get(1), complaint, 96)));
      }
      case "-k", "--show-features", "--show-offload" ->
          kernel.out(features(kernel, words.get(1), 1).list());
      case "-K", "--features", "--offload" -> {
        Features features = features(kernel, words.get(1), 92);
        if (!kernel.mayAdminister()) {
          throw new ToolFailure(92, "netlink error: Operation not permitted\n");
        }
        return features.set(kernel, words.subList(2, words.size()));
      }
      case "-P", "--show-permaddr" -> {
        find(kernel, words.get(1), "netlink error: No such device\n", 1);
        kernel.out("Permanent address: not set\n");
      }
      case "-l", "--show-channels" ->
          kernel.out(channels(kernel, find(kernel, words.get(1), NO_DEVICE, 1)));
      case "-T", "--show-time-stamping" ->
          kernel.out(timestamping(kernel, find(kernel, words.get(1), NO_DEVICE, 1)));
      case "-a", "--show-pause", "-g", "--show-ring", "-c", "--show-coalesce", "-m", "-x" -> {
        find(kernel, words.get(1), NO_DEVICE, 1);
        throw new ToolFailure(1, "netlink error: Operation not supported\n");
      }
      default -> throw ToolFailure.notModelled("ethtool", "option " + option);
    }
    return 0;
  }

  private static Features features(KernelView kernel, String name, int status) throws ToolFailure {
    LinkInfo device =
        kernel.rtnl().link(name).orElseThrow(() -> new ToolFailure(status, NO_DEVICE));
    if (!Feature.isKnown(device)) {
      throw ToolFailure.notModelled("ethtool", "the features of a " + device.kind());
    }
    return new Features(kernel, device);
  }

  /** Queues of a veth: as many as processors, of which one each is used. */
  private static String channels(KernelView kernel, LinkInfo device) throws ToolFailure {
    if (!kernel.rtnl().ethtool(device).channels()) {
      throw new ToolFailure(1, "netlink error: Operation not supported\n");
    }
    int most = device.queues();
    return "Channel parameters for "
        + device.name()
        + (":\nPre-set maximums:\nRX:\t\t" + most + "\nTX:\t\t" + most)
        + "\nOther:\t\tn/a\nCombined:\tn/a\nCurrent hardware settings:\n"
        + "RX:\t\t1\nTX:\t\t1\nOther:\t\tn/a\nCombined:\tn/a\n";
  }

  private static String timestamping(KernelView kernel, LinkInfo device) {
    return "Time stamping parameters for %s:\nCapabilities:\n".formatted(device.name())
        + (kernel.rtnl().ethtool(device).stampsTransmit() ? "\tsoftware-transmit\n" : "")
        + "\tsoftware-receive\n\tsoftware-system-clock\nPTP Hardware Clock: none\n"
        + "Hardware Transmit Timestamp Modes: none\nHardware Receive Filter Modes: none\n";
  }

  private static LinkInfo find(KernelView kernel, String name, String complaint, int status)
      throws ToolFailure {
    Optional<LinkInfo> device = kernel.rtnl().link(name);
    return device.orElseThrow(() -> new ToolFailure(status, complaint));
  }

  private static String driver(KernelView kernel, LinkInfo device) throws ToolFailure {
    EthtoolOps.DriverInfo info =
        kernel
            .rtnl()
            .ethtool(device)
            .driver()
            .orElseThrow(
                () ->
                    new ToolFailure(
                        71, "Cannot get driver information: Operation not supported\n"));
    String none = info.none();
    return "driver: %s\nversion: %s\nfirmware-version: %s"
            .formatted(device.kind(), info.version(), none)
        + "\nexpansion-rom-version: \nbus-info: "
        + none
        + "\nsupports-statistics: "
        + (kernel.rtnl().ethtool(device).counters() ? "yes" : "no")
        + "\nsupports-test: no\nsupports-eeprom-access: no\nsupports-register-dump: no\n"
        + "supports-priv-flags: no\n";
  }

  private static String statistics(KernelView kernel, LinkInfo device) throws ToolFailure {
    if (!kernel.rtnl().ethtool(device).counters()) {
      throw new ToolFailure(94, "no stats available\n");
    }
    StringBuilder out = new StringBuilder("NIC statistics:\n     peer_ifindex: ");
    out.append(device.link().orElse(0)).append('\n');
    QUEUE_COUNTERS.forEach(name -> out.append("     ").append(name).append(": 0\n"));
    return out.toString();
  }

  private static String settings(KernelView kernel, LinkInfo device) {
    if (device.isLoopback()) {
      return "Settings for lo:\n\tLink detected: " + (device.isUp() ? "yes" : "no") + "\n";
    }
    OptionalInt speed = kernel.rtnl().ethtool(device).speed();
    boolean pair = kernel.rtnl().ethtool(device).pair();
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
        + (speed.isPresent() ? "\tSpeed: " + speed.getAsInt() + "Mb/s\n" : "\tSpeed: Unknown!\n")
        + (pair ? "\tDuplex: Full\n" : "\tDuplex: Unknown! (255)\n")
        + "\tAuto-negotiation: off\n\tPort: "
        + (pair ? "Twisted Pair" : "Other")
        + "\n\tPHYAD: 0\n\tTransceiver: internal\n"
        + (pair ? "\tMDI-X: Unknown\n" : "")
        + "\tLink detected: "
        + (device.isRunning() ? "yes" : "no")
        + "\n";
  }
}
