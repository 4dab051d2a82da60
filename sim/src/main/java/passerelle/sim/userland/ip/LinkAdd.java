package passerelle.sim.userland.ip;

import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.sim.link.Device;
import passerelle.sim.link.Veth;
import passerelle.sim.netns.Netns;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.sim.userland.tool.Words;

/** {@code ip link add} (ip/iplink.c:iplink_modify with RTM_NEWLINK and NLM_F_CREATE). */
final class LinkAdd {
  /** Kinds that Linux has and the simulation has not. */
  private static final Set<String> REAL_KINDS =
      Set.of(
          "macvlan",
          "macvtap",
          "ipvlan",
          "ipvtap",
          "vxlan",
          "bond",
          "team",
          "vrf",
          "gre",
          "gretap",
          "ip6tnl",
          "ipip",
          "sit",
          "tun",
          "tap",
          "wireguard",
          "geneve",
          "ifb",
          "netkit",
          "nlmon",
          "macsec",
          "vcan",
          "can",
          "vti",
          "hsr",
          "bareudp",
          "xfrm",
          "amt");

  private static final Set<String> VLAN_FLAGS =
      Set.of(
          "reorder_hdr",
          "gvrp",
          "mvrp",
          "loose_binding",
          "bridge_binding",
          "ingress-qos-map",
          "egress-qos-map");

  private final KernelView kernel;
  private final LinkWords words;

  private LinkAdd(KernelView kernel, LinkWords words) {
    this.kernel = kernel;
    this.words = words;
  }

  static int run(KernelView kernel, IpOptions options, Words line) throws ToolFailure {
    LinkWords words = new LinkWords(kernel, true);
    words.parse(line);
    if (words.type.isEmpty()) {
      throw IpLink.notEnough("type", 1);
    }
    LinkAdd add = new LinkAdd(kernel, words);
    try {
      add.run(line);
      return 0;
    } catch (KernelException refused) {
      throw ToolFailure.netlink(refused);
    }
  }

  private void run(Words line) throws ToolFailure, KernelException {
    String type = words.type.orElseThrow();
    LinkWords peer = new LinkWords(kernel, true);
    if (type.equals("veth")) {
      parsePeer(peer, line);
    }
    if (words.link.isPresent()) {
      IpLink.find(kernel, words.link.get());
    }
    if (REAL_KINDS.contains(type)) {
      throw ToolFailure.notModelled("ip", "devices of type " + type);
    }
    Optional<Integer> vlan = type.equals("vlan") ? vlanId(line) : Optional.empty();
    if (line.hasNext()) {
      throw ToolFailure.notModelled("ip", "the setting " + line.peek() + " of type " + type);
    }
    IpLink.requireAdmin(kernel);
    if (words.target().filter(name -> name.length() > 15).isPresent()) {
      throw new KernelException(Errno.ERANGE, "Attribute failed policy validation");
    }
    Netns target = words.netns.orElse(kernel.netns());
    Device device = type.equals("vlan") ? makeVlan(target, vlan) : make(type, target, peer);
    LinkSet.apply(kernel.in(target), device, words);
    if (device instanceof Veth veth) {
      Device other = veth.peer().orElseThrow();
      Netns peerNetns = peer.netns.orElse(kernel.netns());
      LinkSet.apply(kernel.in(peerNetns), other, peer);
    }
  }

  private static void parsePeer(LinkWords peer, Words line) throws ToolFailure {
    if (!line.hasNext()) {
      return;
    }
    if (!line.peek().equals("peer")) {
      throw new ToolFailure(
          1,
          "Usage: ip link <options> type veth [peer <options>]\n"
              + "To get <options> type 'ip link add help'\n");
    }
    line.next();
    peer.parse(line);
  }

  /** The identifier behind {@code id} (ip/iplink_vlan.c). */
  private static Optional<Integer> vlanId(Words line) throws ToolFailure {
    Optional<Integer> id = Optional.empty();
    while (line.hasNext()) {
      String word = line.next();
      if (Words.matches(word, "protocol")) {
        String protocol = line.argument();
        if (!protocol.equalsIgnoreCase("802.1q")) {
          throw ToolFailure.notModelled("ip", "VLANs of protocol " + protocol);
        }
      } else if (Words.matches(word, "id")) {
        String text = line.argument();
        id = Optional.of((int) Words.number(text, 0xffff, "id is invalid"));
      } else if (Words.matches(word, "help")) {
        throw new ToolFailure(1, Usage.text("vlan"));
      } else if (VLAN_FLAGS.contains(word)) {
        throw ToolFailure.notModelled("ip", "the setting " + word + " of type vlan");
      } else {
        throw new ToolFailure(1, "vlan: unknown command \"" + word + "\"?\n" + Usage.text("vlan"));
      }
    }
    return id;
  }

  /** {@code eth0.10} where nobody names it ({@code VLAN_NAME_TYPE_RAW_PLUS_VID_NO_PAD}). */
  private Device makeVlan(Netns target, Optional<Integer> id) throws ToolFailure, KernelException {
    Optional<Device> lower =
        words.link.isPresent()
            ? Optional.of(IpLink.find(kernel, words.link.get()))
            : Optional.empty();
    String name = words.target().orElseGet(() -> freeName(target, i -> "vlan" + i, ""));
    return kernel.links().vlans().add(target, name, lower, id, words.mac);
  }

  private Device make(String type, Netns target, LinkWords peer)
      throws KernelException, ToolFailure {
    String name = words.target().orElseGet(() -> freeName(target, i -> type + i, ""));
    switch (type) {
      case "veth" -> {
        Netns peerNetns = peer.netns.orElse(kernel.netns());
        String peerName = peer.target().orElseGet(() -> freeName(peerNetns, i -> "veth" + i, name));
        if (peerNetns == target && peerName.equals(name)) {
          throw new KernelException(Errno.EEXIST);
        }
        boolean anonymous = words.target().isEmpty() && peer.target().isEmpty();
        return kernel
            .links()
            .addVeth(
                target,
                anonymous ? peerName : name,
                words.mac,
                peerNetns,
                anonymous ? name : peerName,
                peer.mac,
                0);
      }
      case "bridge" -> {
        return kernel.links().addBridge(target, name, words.mac);
      }
      case "dummy" -> {
        return kernel.links().addDummy(target, name, words.mac);
      }
      default -> throw new KernelException(Errno.EOPNOTSUPP, "Unknown device type");
    }
  }

  /** The first free name with a number ({@code dev_alloc_name}). */
  static String freeName(Netns netns, IntFunction<String> pattern, String taken) {
    return IntStream.iterate(0, i -> i + 1)
        .mapToObj(pattern)
        .filter(name -> netns.device(name).isEmpty() && !name.equals(taken))
        .findFirst()
        .orElseThrow();
  }
}
