package passerelle.sim.userland.ip;

import java.util.Optional;
import passerelle.addr.IpInterfaceAddress;
import passerelle.packet.IpProtocol;
import passerelle.sim.uapi.FibRule;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.Printer;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.sim.userland.tool.Words;

/** {@code ip rule show} (ip/iprule.c:print_rule). */
final class RuleList {
  private final KernelView kernel;
  private final IpOptions options;
  private final Printer out;

  private RuleList(KernelView kernel, IpOptions options) {
    this.kernel = kernel;
    this.options = options;
    out = options.printer();
  }

  static int show(KernelView kernel, IpOptions options, Words words) throws ToolFailure {
    RuleWords filter = RuleWords.parse(options, words);
    RuleList list = new RuleList(kernel, options);
    boolean inet6 = options.family == IpOptions.Family.INET6;
    (inet6 ? kernel.routes().rules6() : kernel.routes().rules())
        .stream().filter(filter::describes).forEach(list::print);
    kernel.out(list.out.finish());
    return 0;
  }

  /** A rule as {@code ip monitor} tells of it. */
  static String monitored(KernelView kernel, IpOptions options, FibRule rule) {
    RuleList list = new RuleList(kernel, options);
    list.print(rule);
    return list.out.finish();
  }

  private void print(FibRule rule) {
    out.openObject();
    out.any("priority", rule.priority(), "%d:\t", rule.priority());
    printSelector(rule.selector());
    switch (rule.action()) {
      case TABLE -> printTable(rule);
      case GOTO -> printGoto(rule);
      case NOP -> printFlag("nop", "nop");
      default -> {
        String action = RouteNames.lower(rule.action());
        out.any("action", action, "%s", action);
      }
    }
    boolean told = rule.protocol() != 0 && rule.protocol() != FibRule.KERNEL;
    if (told || options.details > 0) {
      String protocol = RouteNames.protocolName(rule.protocol());
      out.any("protocol", protocol, " proto %s", protocol);
    }
    out.text("\n");
    out.closeObject();
  }

  private void printSelector(FibRule.Selector selector) {
    if (selector.inverted()) {
      printFlag("not", "not ");
    }
    printPrefix("src", "srclen", "from", selector.from());
    if (selector.to().isPresent()) {
      printPrefix("dst", "dstlen", "to", selector.to());
    }
    if (selector.tos() != 0) {
      String tos = String.format("0x%02x", selector.tos());
      out.any("tos", tos, "tos %s ", tos);
    }
    if (selector.mask() != 0) {
      printMark(selector);
    }
    printDevice("iif", selector.in());
    printDevice("oif", selector.out());
    if (selector.protocol() != 0) {
      String protocol = protocol(selector.protocol());
      out.any("ipproto", protocol, "ipproto %s ", protocol);
    }
    printPorts("sport", selector.sourcePorts());
    printPorts("dport", selector.destinationPorts());
  }

  private static String protocol(int number) {
    return switch (number) {
      case IpProtocol.ICMP -> "icmp";
      case IpProtocol.TCP -> "tcp";
      case IpProtocol.UDP -> "udp";
      default -> "ipproto-" + number;
    };
  }

  private void printFlag(String key, String text) {
    out.jsonNull(key);
    out.text(text);
  }

  private void printPrefix(
      String key, String length, String word, Optional<IpInterfaceAddress> prefix) {
    if (prefix.isEmpty()) {
      out.any(key, "all", word + " all ");
      return;
    }
    IpInterfaceAddress its = prefix.get();
    out.json(key, its.address().toString());
    if (its.length() != 32) {
      out.json(length, its.length());
    }
    out.text(word + " %s ", its.prefix().isHost() ? its.address() : its);
  }

  private void printMark(FibRule.Selector selector) {
    String mark = "0x" + Integer.toHexString(selector.mark());
    out.any("fwmark", mark, "fwmark %s", mark);
    if (selector.mask() != ~0) {
      String mask = "0x" + Integer.toHexString(selector.mask());
      out.any("fwmask", mask, "/%s", mask);
    }
    out.text(" ");
  }

  private void printDevice(String key, String name) {
    if (name.isEmpty()) {
      return;
    }
    out.any(key, name, key + " %s ", name);
    if (kernel.rtnl().link(name).isEmpty()) {
      printFlag(key + "_detached", "[detached] ");
    }
  }

  private void printPorts(String key, FibRule.Ports ports) {
    if (ports.last() == 0) {
      return;
    }
    if (ports.first() == ports.last()) {
      out.any(key, ports.first(), key + " %d ", ports.first());
      out.json(key + "_mask", "0xffff");
      return;
    }
    out.json(key + "_start", ports.first());
    out.json(key + "_end", ports.last());
    out.text(key + " %d-%d ", ports.first(), ports.last());
  }

  private void printTable(FibRule rule) {
    String table = options.tables.name(rule.table());
    out.any("table", table, "lookup %s", table);
    if (rule.suppressed().isPresent()) {
      int length = rule.suppressed().getAsInt();
      out.any("suppress_prefixlen", length, " suppress_prefixlength %d", length);
    }
  }

  private void printGoto(FibRule rule) {
    out.any("goto", rule.target(), "goto %d", rule.target());
    boolean there = kernel.routes().rules().stream().anyMatch(r -> r.priority() == rule.target());
    if (!there) {
      printFlag("unresolved", " [unresolved]");
    }
  }
}
