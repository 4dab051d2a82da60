package passerelle.kernel.op;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import passerelle.addr.Family;
import passerelle.netfilter.Rule;
import passerelle.netfilter.Table;

/**
 * Operations as the commands of iproute2, iptables and sysctl that do them on a real machine. A
 * command in another namespace than the one it is typed in goes through {@code ip netns exec}, or
 * {@code ip -n}.
 */
public final class CommandText {
  private static final Pattern PLAIN = Pattern.compile("!|[A-Za-z0-9_@%+=:,./-]+");

  private final String here;

  /**
   * Commands as typed in a namespace.
   *
   * @param here the namespace of the prompt
   */
  public CommandText(String here) {
    this.here = here;
  }

  /** The command line, without line end. */
  public String of(KernelOp op) {
    return namespace(op)
        .or(() -> link(op))
        .or(() -> address(op))
        .or(() -> chain(op))
        .or(() -> rule(op))
        .orElseGet(() -> other(op));
  }

  private Optional<String> namespace(KernelOp op) {
    if (op instanceof KernelOp.AddNetns) {
      String up = "ip -n " + word(op.netns()) + " link set lo up";
      return Optional.of("ip netns add " + word(op.netns()) + " && " + up);
    }
    return op instanceof KernelOp.DeleteNetns
        ? Optional.of("ip netns delete " + word(op.netns()))
        : Optional.empty();
  }

  private static String words(List<String> words) {
    return words.stream().map(word -> " " + word(word)).collect(Collectors.joining());
  }

  private Optional<String> link(KernelOp op) {
    String text = "";
    if (op instanceof KernelOp.AddLink add) {
      text = "add" + add.kind().lower().map(lower -> " link " + word(lower)).orElse("");
      text += words(add.link().words());
      text += " type " + add.kind().word() + words(add.kind().arguments(add.netns()));
    } else if (op instanceof KernelOp.DeleteLink delete) {
      text = "delete " + word(delete.name());
    } else if (op instanceof KernelOp.MoveLink move) {
      text = "set " + word(move.name()) + " netns " + word(move.toNetns());
      text += move.name().equals(move.newName()) ? "" : " name " + word(move.newName());
    } else if (op instanceof KernelOp.SetUp set) {
      text = "set " + word(set.name()) + (set.up() ? " up" : " down");
    } else if (op instanceof KernelOp.SetMaster set) {
      text = "set " + word(set.name());
      text += set.master().map(m -> " master " + word(m)).orElse(" nomaster");
    } else if (op instanceof KernelOp.SetMtu set) {
      text = "set " + word(set.name()) + " mtu " + set.mtu();
    } else if (op instanceof KernelOp.SetMac set) {
      text = "set " + word(set.name()) + " address " + set.mac();
    } else if (op instanceof KernelOp.SetHairpin set) {
      text = "set " + word(set.port()) + " type bridge_slave hairpin " + (set.on() ? "on" : "off");
    }
    return text.isEmpty() ? Optional.empty() : Optional.of(ip(op) + "link " + text);
  }

  private Optional<String> address(KernelOp op) {
    String text = "";
    if (op instanceof KernelOp.AddAddress add) {
      text = "address add " + add.address();
      text += add.broadcast().map(b -> " broadcast " + b).orElse("") + " dev " + word(add.device());
    } else if (op instanceof KernelOp.DeleteAddress delete) {
      text = "address delete " + delete.address() + " dev " + word(delete.device());
    } else if (op instanceof KernelOp.AddRoute add) {
      text = "route add " + route(add.route());
    } else if (op instanceof KernelOp.DeleteRoute delete) {
      text = "route delete " + route(delete.route());
    }
    return text.isEmpty() ? Optional.empty() : Optional.of(ip(op) + text);
  }

  private Optional<String> chain(KernelOp op) {
    if (op instanceof KernelOp.NewChain c) {
      return Optional.of(tables(op, c.family(), c.table()) + "-N " + c.chain());
    } else if (op instanceof KernelOp.DeleteChain c) {
      return Optional.of(tables(op, c.family(), c.table()) + "-X " + c.chain());
    } else if (op instanceof KernelOp.FlushChain c) {
      return Optional.of(tables(op, c.family(), c.table()) + "-F " + c.chain());
    } else if (op instanceof KernelOp.SetPolicy c) {
      String policy = "-P " + c.chain() + " " + c.policy();
      return Optional.of(tables(op, c.family(), c.table()) + policy);
    }
    return Optional.empty();
  }

  private Optional<String> rule(KernelOp op) {
    if (op instanceof KernelOp.AppendRule r) {
      return Optional.of(tables(op, r.family(), r.table()) + "-A " + rule(r.chain(), r.rule()));
    } else if (op instanceof KernelOp.InsertRule r) {
      String at = r.chain() + (r.position() == 1 ? "" : " " + r.position());
      return Optional.of(tables(op, r.family(), r.table()) + "-I " + rule(at, r.rule()));
    } else if (op instanceof KernelOp.DeleteRule r) {
      return Optional.of(tables(op, r.family(), r.table()) + "-D " + rule(r.chain(), r.rule()));
    }
    return Optional.empty();
  }

  private String other(KernelOp op) {
    if (op instanceof KernelOp.SetSysctl set) {
      return exec(op) + "sysctl -w " + word(set.key() + "=" + set.value());
    } else if (op instanceof KernelOp.AnnounceAddress announce) {
      return exec(op) + "arping -U -c 1 -i " + word(announce.device()) + " " + announce.address();
    } else if (op instanceof KernelOp.ForgetConnections forget) {
      String original = exec(op) + "conntrack -D -s " + forget.address();
      return original + "; " + exec(op) + "conntrack -D -r " + forget.address();
    }
    return op.toString();
  }

  private String ip(KernelOp op) {
    return op.netns().equals(here) ? "ip " : "ip -n " + word(op.netns()) + " ";
  }

  private String exec(KernelOp op) {
    return op.netns().equals(here) ? "" : "ip netns exec " + word(op.netns()) + " ";
  }

  private String tables(KernelOp op, Family family, Table table) {
    String command = family == Family.IPV4 ? "iptables " : "ip6tables ";
    return exec(op) + command + (table == Table.FILTER ? "" : "-t " + table.label() + " ");
  }

  private static String rule(String chain, Rule rule) {
    return Stream.concat(Stream.of(chain), rule.words().stream().map(CommandText::word))
        .collect(Collectors.joining(" "));
  }

  /** A name or value as a shell reads it back: quoted when it holds what a shell would act on. */
  private static String word(String text) {
    return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
  }

  private static String route(RouteSpec route) {
    StringBuilder text = new StringBuilder();
    if (route.type() != RouteSpec.Type.UNICAST) {
      text.append(route.type().name().toLowerCase(Locale.ROOT)).append(' ');
    }
    text.append(route.destination().length() == 0 ? "default" : route.destination());
    route.gateway().ifPresent(gateway -> text.append(" via ").append(gateway));
    route.device().ifPresent(device -> text.append(" dev ").append(word(device)));
    route.preferredSource().ifPresent(source -> text.append(" src ").append(source));
    return route.metric() == 0 ? text.toString() : text + " metric " + route.metric();
  }
}
