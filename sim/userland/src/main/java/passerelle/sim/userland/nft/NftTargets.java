package passerelle.sim.userland.nft;

import java.util.Locale;
import passerelle.addr.Family;
import passerelle.netfilter.BuiltinTarget;
import passerelle.netfilter.ConnmarkTarget;
import passerelle.netfilter.JumpTarget;
import passerelle.netfilter.LogTarget;
import passerelle.netfilter.MarkTarget;
import passerelle.netfilter.NatTarget;
import passerelle.netfilter.NetmapTarget;
import passerelle.netfilter.NotrackTarget;
import passerelle.netfilter.RejectTarget;
import passerelle.netfilter.SetTarget;
import passerelle.netfilter.Target;
import passerelle.netfilter.TcpmssTarget;
import passerelle.netfilter.TosTarget;
import passerelle.netfilter.TraceTarget;
import passerelle.netfilter.TtlTarget;
import passerelle.netfilter.TypeOfService;

/** How {@code nft} writes the target of a rule of iptables; empty for a rule without one. */
record NftTargets(Family family) implements Target.Visitor<String> {
  private static final String[] LEVELS = {
    "emerg", "alert", "crit", "err", "warn", "notice", "info", "debug"
  };

  private static final int WARNING = 4;

  /** Whether it is an extension to nftables, translated or not. */
  static boolean isExtension(Target target) {
    return !(target instanceof BuiltinTarget
        || target instanceof JumpTarget
        || target instanceof TraceTarget);
  }

  @Override
  public String builtin(BuiltinTarget target) {
    return target == BuiltinTarget.NONE ? "" : target.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String jump(JumpTarget target) {
    return (target.isGoto() ? "goto " : "jump ") + target.chain();
  }

  @Override
  public String notrack(NotrackTarget target) {
    return "notrack";
  }

  @Override
  public String trace(TraceTarget target) {
    return "meta nftrace set 1";
  }

  @Override
  public String tcpmss(TcpmssTarget target) {
    return "tcp option maxseg size set "
        + (target.mss().isPresent() ? "" + target.mss().getAsInt() : "rt mtu");
  }

  /** Of a type of service iptables writes the code point alone, and as if of IPv6 (tos_xlate). */
  @Override
  public String tos(TosTarget target) {
    TypeOfService tos = target.tos();
    if (target.dscp()) {
      return (family == Family.IPV4 ? "ip" : "ip6") + " dscp set " + target.hex();
    }
    String bits = "ip6 dscp set ip6 dscp ";
    if (tos.value() == 0) {
      return bits + "and 0x%02x".formatted(~tos.mask() >> 2 & 0x3f);
    }
    if (tos.value() == tos.mask()) {
      return bits + "or " + target.hex();
    }
    return (tos.mask() == 0 ? bits + "xor " : "ip6 dscp set ") + target.hex();
  }

  @Override
  public String ttl(TtlTarget target) {
    return untranslated(target);
  }

  @Override
  public String netmap(NetmapTarget target) {
    return untranslated(target);
  }

  @Override
  public String set(SetTarget target) {
    return untranslated(target);
  }

  private static String untranslated(Target target) {
    return "xt target \"" + target.label() + '"';
  }

  @Override
  public String reject(RejectTarget target) {
    RejectTarget.With with = target.with();
    String option = target.text().replaceFirst(".*--reject-with ", "");
    if (option.matches("icmp6?-port-unreachable")) {
      return "reject";
    }
    if (with.isTcpReset()) {
      return "reject with tcp reset";
    }
    String family = option.startsWith("icmp6-") ? "icmpv6" : "icmp";
    return "reject with " + family + " type " + option.replaceFirst("^icmp6?-", "");
  }

  @Override
  public String nat(NatTarget target) {
    if (target.basePort().isPresent()) {
      return untranslated(target);
    }
    StringBuilder out = new StringBuilder(target.kind().name().toLowerCase(Locale.ROOT));
    boolean hasTo = target.addresses().isPresent() || target.ports().isPresent();
    out.append(hasTo ? " to " : "");
    target
        .addresses()
        .ifPresent(
            r -> out.append(r.first()).append(r.first().equals(r.last()) ? "" : "-" + r.last()));
    target
        .ports()
        .ifPresent(
            p -> out.append(':').append(p.first()).append(p.isSingle() ? "" : "-" + p.last()));
    for (NatTarget.Flag flag : NatTarget.Flag.values()) {
      if (target.flags().contains(flag)) {
        out.append(
            switch (flag) {
              case RANDOM -> " random";
              case RANDOM_FULLY -> " fully-random";
              case PERSISTENT -> " persistent";
            });
      }
    }
    return out.toString();
  }

  @Override
  public String log(LogTarget target) {
    StringBuilder out = new StringBuilder("log");
    if (!target.prefix().isEmpty()) {
      out.append(" prefix \"").append(target.prefix()).append('"');
    }
    if (target.level() != WARNING) {
      out.append(" level ").append(LEVELS[target.level() & 7]);
    }
    for (LogTarget.Flag flag : LogTarget.Flag.values()) {
      if (target.flags().contains(flag)) {
        out.append(
            switch (flag) {
              case TCP_SEQUENCE -> " flags tcp sequence";
              case TCP_OPTIONS -> " flags tcp options";
              case IP_OPTIONS -> " flags ip options";
              case UID -> " flags skuid";
              case MACDECODE -> " flags ether";
            });
      }
    }
    return out.toString();
  }

  private static String hex(int value) {
    return "0x" + Integer.toHexString(value);
  }

  /** {@code mark_tg_xlate}. */
  @Override
  public String mark(MarkTarget target) {
    int value = target.value();
    int mask = target.mask();
    String start = "meta mark set ";
    if (mask == ~0) {
      return start + hex(value);
    }
    if (mask == 0) {
      return start + "mark xor " + hex(value);
    }
    if (value == mask) {
      return start + "mark or " + hex(value);
    }
    return value == 0
        ? start + "mark and " + hex(~mask)
        : start + "mark and " + hex(~mask) + " xor " + hex(value);
  }

  /** {@code connmark_tg_xlate}. */
  @Override
  public String connmark(ConnmarkTarget target) {
    return switch (target.mode()) {
      case SET ->
          "ct mark set "
              + (target.connectionMask() == ~0
                  ? hex(target.value())
                  : "ct mark xor " + hex(target.value()) + " and " + hex(~target.connectionMask()));
      case SAVE ->
          "ct mark set mark"
              + (target.packetMask() == ~0 ? "" : " and " + hex(target.packetMask()));
      case RESTORE ->
          "meta mark set ct mark"
              + (target.connectionMask() == ~0 ? "" : " and " + hex(target.connectionMask()));
    };
  }
}
