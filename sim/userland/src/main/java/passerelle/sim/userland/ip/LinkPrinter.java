package passerelle.sim.userland.ip;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.sim.uapi.HardwareType;
import passerelle.sim.uapi.InterfaceFlags;
import passerelle.sim.uapi.LinkInfo;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.Printer;

/** Prints a device's own lines (ip/ipaddress.c:print_linkinfo). */
final class LinkPrinter {
  private final KernelView kernel;
  private final IpOptions options;
  private final Printer out;
  private final boolean linkCommand;
  private final boolean ofInet6;
  private boolean monitoring;

  /**
   * A printer of devices.
   *
   * @param linkCommand for {@code ip link}, which shows a little more than {@code ip addr}
   * @param ofInet6 for a list of what IPv6 has, which tells less of devices
   */
  LinkPrinter(
      KernelView kernel, IpOptions options, Printer out, boolean linkCommand, boolean ofInet6) {
    this.kernel = kernel;
    this.options = options;
    this.out = out;
    this.linkCommand = linkCommand;
    this.ofInet6 = ofInet6;
  }

  /** A device as {@code ip monitor} tells of it: without its queue's length. */
  static String monitored(KernelView kernel, IpOptions options, LinkInfo link) {
    Printer out = IpMonitor.printer(options);
    LinkPrinter printer = new LinkPrinter(kernel, options, out, false, false);
    printer.monitoring = true;
    printer.print(link);
    return out.finish();
  }

  void print(LinkInfo link) {
    if (options.brief) {
      printBrief(link);
      return;
    }
    out.any("ifindex", link.index(), "%d: ", link.index());
    boolean down = printName(link, "");
    printFlags(link, down);
    out.any("mtu", link.mtu(), "mtu %d ", link.mtu());
    boolean shortened = ofInet6;
    if (!shortened) {
      out.any("qdisc", link.queueing(), "qdisc %s ", link.queueing());
      link.master().ifPresent(name -> out.any("master", name, "master %s ", name));
    }
    out.any("operstate", link.state(), "state %s ", link.state());
    if (linkCommand && !shortened) {
      out.any("linkmode", "DEFAULT", "mode %s ", "DEFAULT");
    }
    if (!shortened) {
      String group = link.group() == 0 ? "default" : Long.toString(link.group());
      out.any("group", group, "group %s ", group);
    }
    printQueueLength(link);
    boolean familyAny =
        options.family == IpOptions.Family.ANY || options.family == IpOptions.Family.LINK;
    if (familyAny || options.details > 0 || linkCommand) {
      printHardware(link);
    }
    if (!shortened) {
      printNetns(link);
    }
    if (options.details > 0) {
      new LinkDetails(out, linkCommand).print(link);
    }
    printAlias(link);
    printAlternatives(link);
    if (options.statistics > 0 && linkCommand) {
      out.newLine();
      new LinkStatistics(out, options).print(link);
    }
    out.text("\n");
  }

  private void printQueueLength(LinkInfo link) {
    int queue = link.transmitQueueLength();
    if (queue > 0 && !monitoring) {
      out.any("txqlen", queue, "qlen %d", queue);
    }
  }

  /** {@code eth0@if5: }; tells whether the other end is a device of this namespace and down. */
  private boolean printName(LinkInfo link, String padding) {
    String name = link.name();
    boolean down = false;
    String shown = name;
    if (link.link().isPresent()) {
      int index = link.link().getAsInt();
      if (index == 0) {
        out.jsonNull("link");
        shown = name + "@NONE";
      } else if (link.linkNetnsId().isPresent()) {
        out.json("link_index", index);
        shown = name + "@if" + index;
      } else {
        out.json("link", kernel.rtnl().nameOf(index));
        shown = name + "@" + kernel.rtnl().nameOf(index);
        down = kernel.rtnl().link(index).filter(LinkInfo::isUp).isEmpty();
      }
    }
    out.json("ifname", name);
    out.text(padding.isEmpty() ? shown + ": " : String.format(padding, shown));
    return down;
  }

  private void printFlags(LinkInfo link, boolean otherEndDown) {
    List<String> names = new ArrayList<>(InterfaceFlags.names(link.flags()));
    if (otherEndDown) {
      names.add("M-DOWN");
    }
    out.json("flags", names);
    out.text("<" + String.join(",", names) + "> ");
  }

  private void printHardware(LinkInfo link) {
    out.newLine();
    out.any("link_type", link.type().toString(), "    link/%s ", link.type());
    if (link.type() == HardwareType.NONE) {
      return;
    }
    String mac = link.mac().toString();
    out.any("address", mac, "%s", mac);
    out.any("broadcast", link.broadcast(), " brd %s", link.broadcast());
  }

  /** The namespace of the other end, which stands in the first line where that is the only one. */
  private void printNetns(LinkInfo link) {
    if (link.linkNetnsId().isPresent()) {
      int id = link.linkNetnsId().getAsInt();
      Optional<String> name =
          link.linkNetns().flatMap(n -> kernel.lab().names().nameOf(kernel.files(), n));
      out.json("link_netnsid", id);
      out.text(name.map(n -> " link-netns " + n).orElse(" link-netnsid " + id));
    }
  }

  private void printAlias(LinkInfo link) {
    link.alias()
        .filter(alias -> linkCommand || options.details > 0)
        .ifPresent(
            alias -> {
              out.newLine();
              out.any("ifalias", alias, "    alias %s", alias);
            });
  }

  private void printAlternatives(LinkInfo link) {
    List<String> names = List.copyOf(link.alternativeNames());
    if (!names.isEmpty()) {
      out.json("altnames", names);
      for (String name : names) {
        out.newLine();
        out.text("    altname " + name);
      }
    }
  }

  private void printBrief(LinkInfo link) {
    boolean down = printName(link, "%-16s ");
    out.any("operstate", link.state(), "%-14s ", link.state());
    if (linkCommand) {
      String mac = link.mac().toString();
      if (link.type() != HardwareType.NONE) {
        out.any("address", mac, "%s ", mac);
      }
      printFlags(link, down);
      out.text("\n");
    }
  }
}
