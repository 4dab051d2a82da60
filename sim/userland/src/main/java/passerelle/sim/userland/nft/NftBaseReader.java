package passerelle.sim.userland.nft;

import java.util.List;
import java.util.Optional;
import passerelle.netfilter.Hook;
import passerelle.sim.uapi.NftBase;
import passerelle.sim.uapi.NftFamily;
import passerelle.sim.userland.tool.ToolFailure;

/** Reads what makes a chain a base chain (src/parser_bison.y, hook_spec). */
record NftBaseReader(NftReader in, NftFamily family) {

  NftBase read() throws NftFault, ToolFailure {
    NftToken start = in.peek();
    in.require("type");
    NftToken type = in.next();
    if (!List.of("filter", "nat", "route").contains(type.text())) {
      throw in.source().fault("unknown chain type", type);
    }
    in.require("hook");
    NftToken hook = in.next();
    Hook at = hook(hook);
    List<String> devices = devices();
    in.require("priority");
    int priority = priority(at);
    if (!isPossible(type.text(), at)) {
      String kind = "Chain of type \"" + type.text() + "\" is not supported";
      throw in.source().fault(kind + ", perhaps kernel support is missing?", start, in.previous());
    }
    return new NftBase(type.text(), at, devices, priority, true);
  }

  private Hook hook(NftToken word) throws NftFault, ToolFailure {
    if (word.is("egress") || word.is("ingress") && family == NftFamily.INET) {
      throw ToolFailure.notModelled("nft", "the hook " + word.text());
    }
    if (word.is("ingress") && family == NftFamily.NETDEV) {
      return Hook.PREROUTING;
    }
    Optional<Hook> known =
        List.of(Hook.values()).stream()
            .filter(hook -> NftFamily.INET.hook(hook).equals(Optional.of(word.text())))
            .findFirst();
    if (known.isEmpty() && !word.is("ingress")) {
      throw in.source().fault("unknown chain hook", word);
    }
    boolean arp = family == NftFamily.ARP && known.equals(Optional.of(Hook.FORWARD));
    if (known.isEmpty() || family.hook(known.get()).isEmpty() && !arp || isNetdev()) {
      String refused = "The " + family.label() + " family does not support this hook";
      throw in.source().fault(refused, word);
    }
    return known.get();
  }

  private boolean isNetdev() {
    return family == NftFamily.NETDEV;
  }

  /** {@code device "eth0"}, or several in braces. */
  private List<String> devices() throws NftFault {
    if (in.take("devices")) {
      in.require("=");
      return in.list().stream().map(NftToken::text).toList();
    }
    return in.take("device") ? List.of(in.next().text()) : List.of();
  }

  private boolean isPossible(String type, Hook hook) {
    return switch (type) {
      case "nat" -> family.isIp() && hook != Hook.FORWARD;
      case "route" -> family.isIp() && hook == Hook.OUTPUT;
      default -> family.hook(hook).isPresent();
    };
  }

  /** A number, or a name with an offset ({@code std_prio_lookup}). */
  private int priority(Hook hook) throws NftFault {
    NftToken word = in.next();
    String text = word.text();
    if (text.equals("-") || text.equals("+")) {
      text += in.next().text();
    }
    if (text.matches("[+-]?[0-9]{1,9}")) {
      return Integer.parseInt(text);
    }
    Optional<Integer> standard = NftPriority.of(text, family, hook);
    if (standard.isEmpty()) {
      throw in.source().fault("'" + text + "' is invalid priority.", word);
    }
    int sign = in.take("+") ? 1 : in.take("-") ? -1 : 0;
    if (sign == 0 && in.peek().text().matches("[+-][0-9]{1,9}")) {
      return standard.get() + Integer.parseInt(in.next().text());
    }
    return standard.get() + (sign == 0 ? 0 : sign * (int) in.number());
  }
}
