package passerelle.sim.userland.nettools;

import java.util.List;
import java.util.Optional;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.addr.IpInterfaceAddress;
import passerelle.addr.MacAddress;
import passerelle.kernel.KernelException;
import passerelle.sim.uapi.InterfaceFlags;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.text.WordList;

/** {@code ifconfig IFACE ...}: one setting after the other, each an ioctl. */
final class IfconfigChange {
  private static final List<String> UNMODELLED =
      WordList.of(
          """
          add del pointopoint dstaddr metric media tunnel mem_start io_addr irq keepalive outfill
          trailers -trailers dynamic
          """);

  private final KernelView kernel;
  private final String name;
  private final InterfaceIoctl ioctl;
  private List<String> words = List.of();
  private int at;

  IfconfigChange(KernelView kernel, String name) {
    this.kernel = kernel;
    this.name = name;
    ioctl = new InterfaceIoctl(kernel, name);
  }

  int run(List<String> settings) throws ToolFailure {
    words = settings;
    while (at < words.size()) {
      take(words.get(at++));
    }
    return 0;
  }

  private String argument() throws ToolFailure {
    if (at >= words.size()) {
      throw new ToolFailure(1, "ifconfig: `--help' gives usage information.\n");
    }
    return words.get(at++);
  }

  private void take(String word) throws ToolFailure {
    switch (word) {
      case "up", "down" -> flags(() -> ioctl.setUp(word.equals("up")));
      case "promisc" -> flag(InterfaceFlags.PROMISC, true);
      case "-promisc" -> flag(InterfaceFlags.PROMISC, false);
      case "allmulti" -> flag(InterfaceFlags.ALLMULTI, true);
      case "-allmulti" -> flag(InterfaceFlags.ALLMULTI, false);
      case "multicast" -> flag(InterfaceFlags.MULTICAST, true);
      case "arp" -> flag(InterfaceFlags.NOARP, false);
      case "-arp" -> flag(InterfaceFlags.NOARP, true);
      case "mtu" -> {
        int mtu = number(argument());
        request("SIOCSIFMTU", 1, () -> kernel.rtnl().setMtu(ioctl.device(), mtu));
      }
      case "txqueuelen" -> {
        int length = number(argument());
        request(
            "SIOCSIFTXQLEN", 1, () -> kernel.rtnl().setTransmitQueueLength(ioctl.device(), length));
      }
      case "netmask", "broadcast" -> addressPart(word);
      case "hw" -> hardware();
      default -> {
        if (UNMODELLED.contains(word)) {
          throw ToolFailure.notModelled("ifconfig", word);
        }
        setAddress(word.equals("inet") ? argument() : word);
      }
    }
  }

  private void addressPart(String word) throws ToolFailure {
    if (word.equals("netmask")) {
      int length = mask(argument());
      request("SIOCSIFNETMASK", 1, () -> ioctl.setMask(length));
    } else {
      IpAddress address = address(argument());
      request("SIOCSIFBRDADDR", 1, () -> ioctl.setBroadcast(address));
    }
  }

  private void flag(int flag, boolean on) throws ToolFailure {
    flags(() -> kernel.rtnl().setFlag(ioctl.device(), flag, on));
  }

  @FunctionalInterface
  private interface Request {
    void run() throws KernelException;
  }

  private void request(String ioctlName, int status, Request request) throws ToolFailure {
    try {
      request.run();
    } catch (KernelException refused) {
      throw new ToolFailure(
          status, ioctlName + ": " + kernel.libc().strerror(refused.errno()) + "\n");
    }
  }

  /** Flags are read before they are set, which tells of a missing device in other words. */
  private void flags(Request request) throws ToolFailure {
    if (Interface.find(kernel, name).isEmpty()) {
      throw new ToolFailure(255, name + ": ERROR while getting interface flags: No such device\n");
    }
    request("SIOCSIFFLAGS", 255, request);
  }

  private void hardware() throws ToolFailure {
    String type = argument();
    if (!type.equals("ether")) {
      throw ToolFailure.notModelled("ifconfig", "hw " + type);
    }
    String text = argument();
    MacAddress mac =
        MacAddress.parse(text)
            .orElseThrow(() -> new ToolFailure(1, text + ": invalid ether address.\n"));
    request("SIOCSIFHWADDR", 1, () -> kernel.rtnl().setMac(ioctl.device(), mac));
  }

  private void setAddress(String text) throws ToolFailure {
    String host = text.contains("/") ? text.substring(0, text.indexOf('/')) : text;
    IpAddress address = address(host);
    Optional<IpInterfaceAddress> whole =
        text.contains("/") ? Family.IPV4.parseInterfaceAddress(text) : Optional.empty();
    try {
      ioctl.setAddress(address);
      if (whole.isPresent()) {
        ioctl.setMask(whole.get().length());
      }
    } catch (KernelException refused) {
      kernel.err("SIOCSIFADDR: " + kernel.libc().strerror(refused.errno()) + "\n");
      flags(() -> ioctl.setUp(true));
    }
  }

  private static IpAddress address(String text) throws ToolFailure {
    return Family.IPV4
        .parse(text)
        .orElseThrow(
            () ->
                new ToolFailure(
                    1,
                    text
                        + ": Host name lookup failure\n"
                        + "ifconfig: `--help' gives usage information.\n"));
  }

  private static int mask(String text) throws ToolFailure {
    return address(text)
        .maskLength()
        .orElseThrow(() -> new ToolFailure(1, "SIOCSIFNETMASK: Invalid argument\n"));
  }

  private static int number(String text) throws ToolFailure {
    if (!text.matches("[0-9]{1,9}")) {
      throw new ToolFailure(1, "ifconfig: `--help' gives usage information.\n");
    }
    return Integer.parseInt(text);
  }
}
