package passerelle.kernel.op;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import passerelle.netfilter.IptablesSyntax;
import passerelle.netfilter.Table;

/**
 * Operations as the commands of iproute2, iptables and sysctl that do them on a real machine. A
 * command in another namespace than the one it is typed in goes through {@code ip netns exec}, or
 * {@code ip -n}.
 *
 * @param here the namespace of the prompt
 */
public record CommandText(String here) implements KernelOp.Visitor<String, RuntimeException> {
  private static final Pattern PLAIN = Pattern.compile("!|[A-Za-z0-9_@%+=:,./-]+");

  /** The command line, without line end. */
  public String of(KernelOp op) {
    return op.accept(this);
  }

  @Override
  public String addNetns(KernelOp.AddNetns op) {
    String up = "ip -n " + word(op.netns()) + " link set lo up";
    return "ip netns add " + word(op.netns()) + " && " + up;
  }

  @Override
  public String deleteNetns(KernelOp.DeleteNetns op) {
    return "ip netns delete " + word(op.netns());
  }

  @Override
  public String link(LinkOp op) {
    return program(op) + "link " + op.accept(new LinkWords());
  }

  @Override
  public String ip(IpOp op) {
    return program(op) + op.accept(new IpWords());
  }

  @Override
  public String chain(ChainOp op) {
    String rule = op instanceof ChainOp.OfRule of ? words(of.rule().words()) : "";
    return tables(op) + op.command() + rule;
  }

  @Override
  public String setSysctl(KernelOp.SetSysctl op) {
    return exec(op) + "sysctl -w " + word(op.key() + "=" + op.value());
  }

  @Override
  public String announceAddress(KernelOp.AnnounceAddress op) {
    return exec(op) + "arping -U -c 1 -i " + word(op.device()) + " " + op.address();
  }

  @Override
  public String forgetConnections(KernelOp.ForgetConnections op) {
    return op.which().words().stream()
        .map(words -> exec(op) + "conntrack -D " + words)
        .collect(Collectors.joining("; "));
  }

  /** Behind {@code ip link}. */
  private static final class LinkWords implements LinkOp.Visitor<String, RuntimeException> {
    @Override
    public String addLink(KernelOp.AddLink op) {
      String lower = op.kind().lower().map(name -> " link " + word(name)).orElse("");
      String kind = " type " + op.kind().word() + words(op.kind().arguments(op.netns()));
      return "add" + lower + words(op.link().words()) + kind;
    }

    @Override
    public String deleteLink(KernelOp.DeleteLink op) {
      return "delete " + word(op.name());
    }

    @Override
    public String moveLink(KernelOp.MoveLink op) {
      String renamed = op.name().equals(op.newName()) ? "" : " name " + word(op.newName());
      return "set " + word(op.name()) + " netns " + word(op.toNetns()) + renamed;
    }

    @Override
    public String setUp(KernelOp.SetUp op) {
      return "set " + word(op.name()) + (op.up() ? " up" : " down");
    }

    @Override
    public String setMaster(KernelOp.SetMaster op) {
      String master = op.master().map(m -> " master " + word(m)).orElse(" nomaster");
      return "set " + word(op.name()) + master;
    }

    @Override
    public String setMtu(KernelOp.SetMtu op) {
      return "set " + word(op.name()) + " mtu " + op.mtu();
    }

    @Override
    public String setMac(KernelOp.SetMac op) {
      return "set " + word(op.name()) + " address " + op.mac();
    }

    @Override
    public String setHairpin(KernelOp.SetHairpin op) {
      return "set " + word(op.port()) + " type bridge_slave hairpin " + (op.on() ? "on" : "off");
    }
  }

  /** Behind {@code ip}. */
  private static final class IpWords implements IpOp.Visitor<String, RuntimeException> {
    @Override
    public String addAddress(KernelOp.AddAddress op) {
      String broadcast = op.broadcast().map(b -> " broadcast " + b).orElse("");
      return "address add " + op.address() + broadcast + " dev " + word(op.device());
    }

    @Override
    public String deleteAddress(KernelOp.DeleteAddress op) {
      return "address delete " + op.address() + " dev " + word(op.device());
    }

    @Override
    public String addRoute(KernelOp.AddRoute op) {
      return "route add " + route(op.route());
    }

    @Override
    public String deleteRoute(KernelOp.DeleteRoute op) {
      return "route delete " + route(op.route());
    }
  }

  private static String words(List<String> words) {
    return words.stream().map(word -> " " + word(word)).collect(Collectors.joining());
  }

  private String program(KernelOp op) {
    return op.netns().equals(here) ? "ip " : "ip -n " + word(op.netns()) + " ";
  }

  private String exec(KernelOp op) {
    return op.netns().equals(here) ? "" : "ip netns exec " + word(op.netns()) + " ";
  }

  private String tables(ChainOp op) {
    String command = IptablesSyntax.command(op.family()) + " ";
    return exec(op)
        + command
        + (op.table() == Table.FILTER ? "" : "-t " + op.table().label() + " ");
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
