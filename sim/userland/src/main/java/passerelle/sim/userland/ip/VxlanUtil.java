package passerelle.sim.userland.ip;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.kernel.op.LinkKind;
import passerelle.sim.uapi.LinkData;
import passerelle.sim.uapi.LinkInfo;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.Printer;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.sim.userland.tool.Words;
import passerelle.text.WordSet;

/** Wires of Ethernet over UDP (ip/iplink_vxlan.c). */
final class VxlanUtil extends LinkUtil {
  private static final int MAX_VNI = 0xff_ffff;

  /** {@code IANA_VXLAN_UDP_PORT} came after this one. */
  private static final int KERNEL_PORT = 8472;

  private static final String NO_PORT =
      """
      vxlan: destination port not specified
      Will use Linux kernel default (non-standard value)
      Use 'dstport 4789' to get the IANA assigned value
      Use 'dstport 0' to get default and quiet this message
      """;

  /** Those that say what is so anyway. */
  private static final Set<String> USUAL =
      WordSet.of(
          """
          noproxy norsc nol2miss nol3miss udpcsum noudp6zerocsumtx noudp6zerocsumrx
          noremcsumtx noremcsumrx localbypass noexternal novnifilter
          """);

  private static final Set<String> NOT_MODELLED =
      WordSet.of(
          """
          tos dsfield df flowlabel flow srcport reserved_bits proxy rsc l2miss l3miss ageing
          maxaddress noudpcsum udp6zerocsumtx udp6zerocsumrx remcsumtx remcsumrx nolocalbypass
          external gbp gpe vnifilter
          """);

  private OptionalInt id = OptionalInt.empty();
  private OptionalInt port = OptionalInt.empty();
  private Optional<String> device = Optional.empty();
  private Optional<IpAddress> local = Optional.empty();
  private Optional<IpAddress> group = Optional.empty();
  private Optional<IpAddress> remote = Optional.empty();
  private int ttl;
  private boolean learning = true;

  @Override
  LinkKind parse(KernelView kernel, LinkWords words, Words line) throws ToolFailure {
    boolean told = line.hasNext();
    while (line.hasNext()) {
      take(kernel, line.next(), line);
    }
    if (!told) {
      throw new ToolFailure(
          2, "Error: Required attributes not provided to perform the operation.\n");
    }
    if (id.isEmpty()) {
      throw new ToolFailure(1, "vxlan: missing virtual network identifier\n");
    }
    if (group.isPresent() && remote.isPresent()) {
      throw new ToolFailure(1, "vxlan: both group and remote cannot be specified\n");
    }
    if (group.isPresent() && device.isEmpty()) {
      throw new ToolFailure(1, "vxlan: 'group' requires 'dev' to be specified\n");
    }
    if (port.isEmpty()) {
      kernel.err(NO_PORT);
    }
    int to = port.orElse(0) == 0 ? KERNEL_PORT : port.getAsInt();
    return new LinkKind.Vxlan(
        id.getAsInt(), device, local, group.or(() -> remote), to, ttl, learning);
  }

  private void take(KernelView kernel, String word, Words line) throws ToolFailure {
    if (Words.matches(word, "id", "vni")) {
      id = OptionalInt.of((int) Words.number(line.argument(), MAX_VNI, "invalid id"));
    } else if (Words.matches(word, "group")) {
      group = Optional.of(address(line.argument()));
      if (!group.get().isMulticast()) {
        throw Words.invalid("invalid group address", "" + group.get());
      }
    } else if (Words.matches(word, "remote")) {
      remote = Optional.of(address(line.argument()));
      if (remote.get().isMulticast()) {
        throw Words.invalid("invalid remote address", "" + remote.get());
      }
    } else if (Words.matches(word, "local")) {
      local = Optional.of(address(line.argument()));
    } else if (Words.matches(word, "dev")) {
      device = Optional.of(line.argument());
      kernel.device(device.get(), 255);
    } else if (Words.matches(word, "ttl", "hoplimit")) {
      String value = line.argument();
      boolean usual = value.equals("auto") || value.equals("inherit");
      ttl = usual ? 0 : (int) Words.number(value, 255, "invalid TTL");
    } else if (Words.matches(word, "dstport")) {
      port = OptionalInt.of((int) Words.number(line.argument(), 0xffff, "dst port"));
    } else if (word.equals("learning") || word.equals("nolearning")) {
      learning = word.equals("learning");
    } else if (Words.matches(word, "help")) {
      throw new ToolFailure(1, Usage.text("vxlan"));
    } else if (NOT_MODELLED.contains(word)) {
      throw ToolFailure.notModelled("ip", "the setting " + word + " of type vxlan");
    } else if (!USUAL.contains(word)) {
      throw new ToolFailure(1, "vxlan: unknown command \"" + word + "\"?\n" + Usage.text("vxlan"));
    }
  }

  private static IpAddress address(String text) throws ToolFailure {
    if (text.indexOf(':') >= 0) {
      throw ToolFailure.notModelled("ip", "vxlan over IPv6");
    }
    return Family.IPV4
        .parse(text)
        .orElseThrow(
            () ->
                new ToolFailure(
                    1, "Error: any valid address is expected rather than \"" + text + "\".\n"));
  }

  @Override
  void print(LinkDetails details, LinkInfo device) {
    Printer out = details.out();
    LinkKind.Vxlan settings = ((LinkData.Vxlan) device.data()).settings();
    out.openObject("info_data");
    out.any("id", settings.id(), "id %d ", settings.id());
    settings
        .remote()
        .ifPresent(
            to -> {
              String key = to.isMulticast() ? "group" : "remote";
              out.any(key, to.toString(), key + " %s ", to);
            });
    settings.local().ifPresent(from -> out.any("local", from.toString(), "local %s ", from));
    settings.device().ifPresent(name -> out.any("link", name, "dev %s ", name));
    out.text("srcport 0 0 ");
    out.openObject("port_range");
    out.json("low", 0);
    out.json("high", 0);
    out.closeObject();
    out.any("port", settings.port(), "dstport %d ", settings.port());
    if (settings.ttl() == 0) {
      out.text("ttl auto ");
    } else {
      out.any("ttl", settings.ttl(), "ttl %d ", settings.ttl());
    }
    out.any("ageing", 300, "ageing %d ", 300);
    String reserved = "0xf7ffffff000000ff";
    out.any("reserved_bits", reserved, "reserved_bits %s ", reserved);
    out.json("learning", settings.learning());
    out.text(settings.learning() ? "" : "nolearning ");
    out.closeObject();
  }
}
