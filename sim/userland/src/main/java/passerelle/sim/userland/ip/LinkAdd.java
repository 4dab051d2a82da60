package passerelle.sim.userland.ip;

import java.util.Optional;
import java.util.Set;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.kernel.op.LinkKind;
import passerelle.sim.netns.Netns;
import passerelle.sim.uapi.LinkInfo;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.sim.userland.tool.Words;
import passerelle.text.WordSet;

/** {@code ip link add} (ip/iplink.c:iplink_modify with RTM_NEWLINK and NLM_F_CREATE). */
record LinkAdd(KernelView kernel, LinkWords words) {
  /** Kinds that Linux has and the simulation has not. */
  private static final Set<String> REAL_KINDS =
      WordSet.of(
          """
          macvtap ipvtap bond team vrf gre gretap ip6tnl ipip sit tap wireguard geneve ifb
          netkit nlmon macsec vcan can vti hsr bareudp xfrm amt
          """);

  static int run(KernelView kernel, Words line) throws ToolFailure, KernelException {
    LinkWords words = new LinkWords(kernel, true);
    words.parse(line);
    if (words.type.isEmpty()) {
      throw LinkNames.notEnough("type", 1);
    }
    LinkAdd add = new LinkAdd(kernel, words);
    add.run(line);
    return 0;
  }

  private void run(Words line) throws ToolFailure, KernelException {
    String type = words.type.orElseThrow();
    if (REAL_KINDS.contains(type)) {
      throw ToolFailure.notModelled("ip", "devices of type " + type);
    }
    Optional<LinkUtil> util = LinkUtil.of(type);
    Optional<LinkKind> kind = Optional.empty();
    if (util.isPresent()) {
      kind = Optional.of(util.get().parse(kernel, words, line));
    }
    if (words.link.isPresent()) {
      kernel.device(words.link.get());
    }
    boolean wordless = util.filter(known -> !(known instanceof DummyUtil)).isEmpty();
    if (line.hasNext() && wordless) {
      String garbage = "Garbage instead of arguments \"%s ...\". Try \"ip link help\".\n";
      throw new ToolFailure(1, garbage.formatted(line.peek()));
    }
    if (line.hasNext()) {
      throw ToolFailure.notModelled("ip", "the setting " + line.peek() + " of type " + type);
    }
    kernel.requireAdmin();
    if (words.target().filter(name -> name.length() > 15).isPresent()) {
      throw new KernelException(Errno.ERANGE, "Attribute failed policy validation");
    }
    if (kind.isEmpty()) {
      throw new KernelException(Errno.EOPNOTSUPP, "Unknown device type");
    }
    Netns target = words.netns.orElse(kernel.netns());
    LinkInfo device = kernel.rtnl().add(target, words.spec(type), kind.get());
    LinkSet.apply(kernel.in(target), device, words);
    util.get().configure(kernel.in(target), device);
  }
}
