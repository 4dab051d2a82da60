package passerelle.sim.userland.tc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import passerelle.addr.Family;
import passerelle.addr.IpPrefix;
import passerelle.kernel.KernelException;
import passerelle.sim.uapi.Handle;
import passerelle.sim.uapi.LinkInfo;
import passerelle.sim.uapi.TrafficFilter;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.sim.userland.tool.Words;

/** {@code tc filter add}, {@code del} and {@code show} (tc/tc_filter.c, f_u32.c, f_fw.c). */
final class FilterCommand {
  private static final String TROUBLE = "We have an error talking to the kernel\n";
  private static final int FIRST = 0x800;

  private Optional<String> device = Optional.empty();
  private Handle parent = Handle.NONE;
  private boolean parentGiven;
  private int preference;
  private boolean ip;
  private OptionalLong mark = OptionalLong.empty();
  private final List<TrafficFilter.Key> keys = new ArrayList<>();
  private Optional<Handle> flow = Optional.empty();
  private String kind = "";

  private FilterCommand() {}

  static int add(KernelView kernel, Words words) throws ToolFailure {
    FilterCommand command = read(words);
    LinkInfo link = command.link(kernel);
    try {
      kernel.requireAdmin();
      if (command.kind.isEmpty() || command.flow.isEmpty()) {
        throw ToolFailure.notModelled("tc", "filters without a class that they lead to");
      }
      OptionalLong its = command.kind.equals("fw") ? command.mark : OptionalLong.empty();
      TrafficFilter filter =
          new TrafficFilter(
              command.preference, 0, command.ip, command.keys, its, command.flow.get());
      kernel.qdiscs().addFilter(link, command.parent.qdisc(), filter);
      return 0;
    } catch (KernelException refused) {
      throw refusedBy(refused);
    }
  }

  static int delete(KernelView kernel, Words words) throws ToolFailure {
    FilterCommand command = read(words);
    LinkInfo link = command.link(kernel);
    try {
      kernel.requireAdmin();
      kernel.qdiscs().removeFilters(link, command.parent.qdisc(), command.preference);
      return 0;
    } catch (KernelException refused) {
      throw refusedBy(refused);
    }
  }

  private static ToolFailure refusedBy(KernelException refused) {
    return new ToolFailure(2, ToolFailure.netlink(refused).getMessage() + TROUBLE);
  }

  private LinkInfo link(KernelView kernel) throws ToolFailure {
    return kernel.device(device.orElse(""));
  }

  private static FilterCommand read(Words words) throws ToolFailure {
    FilterCommand command = new FilterCommand();
    while (words.hasNext()) {
      command.take(words.next(), words);
    }
    return command;
  }

  private void take(String word, Words words) throws ToolFailure {
    switch (word) {
      case "dev" -> device = Optional.of(words.argument());
      case "root" -> parent = Handle.NONE;
      case "parent" -> {
        parent = ClassCommand.handle(words.argument(), "Invalid parent ID");
        parentGiven = true;
      }
      case "pref", "prio", "preference", "priority" -> {
        String complaint = "invalid priority value";
        preference = (int) Words.number(words.argument(), 0xffff, complaint);
      }
      case "protocol" -> protocol(words.argument());
      case "handle" -> mark = OptionalLong.of(Words.number(words.argument(), 0xffff_ffffL, ""));
      case "u32", "fw" -> kind = word;
      case "match" -> match(words);
      case "flowid", "classid" -> flow = Optional.of(ClassCommand.handle(words.argument(), word));
      case "ingress", "egress", "chain", "block", "action", "police", "offset", "hashkey", "ht" ->
          throw ToolFailure.notModelled("tc", "the filter word " + word);
      case "basic", "flower", "matchall", "bpf", "cgroup", "flow", "route" ->
          throw ToolFailure.notModelled("tc", "filters of kind " + word);
      default -> {
        if (kind.isEmpty() && words.hasNext()) {
          String next = words.next();
          throw new ToolFailure(
              1, "Unknown filter \"" + word + "\", hence option \"" + next + "\" is unparsable\n");
        }
        throw new ToolFailure(1, "What is \"" + word + "\"?\n");
      }
    }
  }

  private void protocol(String name) throws ToolFailure {
    if (!name.matches("ip|all|0x0800|802_3")) {
      throw ToolFailure.notModelled("tc", "filters of protocol " + name);
    }
    ip = name.equals("ip") || name.equals("0x0800");
  }

  private void match(Words words) throws ToolFailure {
    String layer = words.argument();
    if (layer.equals("u32")) {
      int value = number(words.argument());
      int mask = number(words.argument());
      boolean said = words.peek().equals("at");
      int at = 0;
      if (said) {
        words.next();
        at = number(words.argument());
      }
      keys.add(new TrafficFilter.Key(value & mask, mask, at));
      return;
    }
    if (!layer.equals("ip")) {
      throw layer.matches("ip6|tcp|udp|icmp|ether|mark|u16|u8")
          ? ToolFailure.notModelled("tc", "match " + layer)
          : new ToolFailure(1, "Illegal \"match\"\n");
    }
    String field = words.argument();
    switch (field) {
      case "src" -> address(words.argument(), 12);
      case "dst" -> address(words.argument(), 16);
      case "sport" -> part(words, 20, 16, 0xffff);
      case "dport" -> part(words, 20, 0, 0xffff);
      case "tos", "dsfield" -> part(words, 0, 16, 0xff);
      case "protocol" -> part(words, 8, 16, 0xff);
      default -> throw new ToolFailure(1, "Illegal \"match\"\n");
    }
  }

  private void address(String text, int at) throws ToolFailure {
    IpPrefix prefix =
        Family.IPV4.parsePrefix(text).orElseThrow(() -> new ToolFailure(1, "Illegal \"match\"\n"));
    int mask = prefix.netmask().lastWord();
    keys.add(new TrafficFilter.Key(prefix.network().lastWord() & mask, mask, at));
  }

  private void part(Words words, int at, int shift, int most) throws ToolFailure {
    int value = number(words.argument()) & most;
    int mask = number(words.argument()) & most;
    keys.add(new TrafficFilter.Key((value & mask) << shift, mask << shift, at));
  }

  private static int number(String text) throws ToolFailure {
    try {
      return (int) (long) Long.decode(text);
    } catch (NumberFormatException malformed) {
      throw new ToolFailure(1, "Illegal \"match\"\n");
    }
  }

  /** Lists filters as they are asked. */
  static int show(KernelView kernel, Words words) throws ToolFailure {
    FilterCommand command = read(words);
    if (command.device.isEmpty()) {
      return 0;
    }
    LinkInfo link = command.link(kernel);
    Handle root =
        kernel.qdiscs().qdiscs(link).stream()
            .findFirst()
            .map(qdisc -> qdisc.handle())
            .orElse(Handle.NONE);
    Handle qdisc = command.parentGiven ? command.parent.qdisc() : root;
    List<TrafficFilter> all = kernel.qdiscs().filters(link, qdisc).orElse(List.of());
    String parent = command.parentGiven ? "" : "parent " + qdisc + " ";
    StringBuilder out = new StringBuilder();
    int order = 0;
    for (int i = 0; i < all.size(); i++) {
      TrafficFilter filter = all.get(i);
      boolean first = i == 0 || all.get(i - 1).preference() != filter.preference();
      order = first ? 0 : order + 1;
      String head = "filter " + parent + "protocol " + (filter.ip() ? "ip" : "all");
      String start = head + " pref " + filter.preference();
      out.append(filter.mark().isPresent() ? byMark(start, filter) : byKeys(start, filter, order));
    }
    kernel.out(out.toString());
    return 0;
  }

  private static String byMark(String start, TrafficFilter filter) {
    String number = Long.toHexString(filter.mark().orElse(0));
    return "%s fw chain 0 \n%s fw chain 0 handle 0x%s classid %s \n"
        .formatted(start, start, number, filter.flow());
  }

  private static String byKeys(String start, TrafficFilter filter, int order) {
    String begin = start + " u32 chain 0 ";
    String table = Integer.toHexString(filter.table());
    StringBuilder out = new StringBuilder();
    if (order == 0) {
      out.append(begin).append('\n');
      out.append(begin).append("fh " + table + ": ht divisor 1 \n");
    }
    int number = FIRST + order;
    out.append(begin);
    out.append("fh " + table + "::" + Integer.toHexString(number) + " order " + number);
    out.append(" key ht " + table + " bkt 0 flowid " + filter.flow() + " not_in_hw \n");
    for (TrafficFilter.Key key : filter.keys()) {
      out.append("  match " + hex(key.value()) + "/" + hex(key.mask()));
      out.append(" at " + key.at() + "\n");
    }
    return out.toString();
  }

  private static String hex(int word) {
    String digits = Integer.toHexString(word);
    return "0".repeat(8 - digits.length()) + digits;
  }
}
