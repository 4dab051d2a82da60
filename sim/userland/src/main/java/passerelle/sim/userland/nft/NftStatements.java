package passerelle.sim.userland.nft;

import java.util.List;
import passerelle.netfilter.BuiltinTarget;
import passerelle.netfilter.JumpTarget;
import passerelle.netfilter.Target;
import passerelle.sim.uapi.NftExpression;
import passerelle.sim.uapi.NftFamily;
import passerelle.sim.uapi.NftKey;
import passerelle.sim.uapi.NftObject;
import passerelle.sim.uapi.NftRule;
import passerelle.sim.userland.tool.ToolFailure;

/**
 * Reads what a rule asks and does, into what nft would list again (src/parser_bison.y, the
 * statements; src/netlink_delinearize.c for what goes without saying).
 */
final class NftStatements {
  private final NftReader in;
  private final NftDraft draft;
  private final NftActions actions;
  private final NftQuestions questions;
  private final NftMaps maps;

  NftStatements(NftReader in, NftValues values, NftFamily family) {
    this.in = in;
    draft = new NftDraft(family);
    maps = new NftMaps(in, values, draft);
    actions = new NftActions(in, values, draft, maps);
    questions = new NftQuestions(in, values, draft);
  }

  /** The words that name chains, or what else the kernel has to know. */
  List<NftToken> targets() {
    return draft.named();
  }

  /** The rule up to the end of the line, or of the block. */
  NftRule read() throws NftFault, ToolFailure {
    if (in.peek().isEnd() || in.peek().is("}")) {
      throw in.unexpected("");
    }
    while (!in.peek().isEnd() && !in.peek().is("}")) {
      statement();
    }
    return draft.rule();
  }

  private void statement() throws NftFault, ToolFailure {
    NftToken word = in.next();
    if (draft.last().isPresent() && !word.is("comment")) {
      throw in.source().fault("Statement after terminal statement has no effect", word);
    }
    checkFamily(word);
    switch (word.text()) {
      case "counter" -> {
        if (in.take("name")) {
          actions.refer(NftObject.Kind.COUNTER);
        } else {
          counter();
        }
      }
      case "quota" -> actions.quota();
      case "add", "update", "delete" -> actions.change(word.text());
      case "accept", "drop", "return", "continue" -> verdict(word);
      case "jump", "goto" -> {
        Target target = maps.verdictTarget(word);
        draft.add(
            new NftExpression.Apply(target), word.text() + " " + ((JumpTarget) target).chain());
        draft.end(word);
      }
      case "log" -> actions.log();
      case "reject" -> actions.reject(word);
      case "masquerade", "snat", "dnat", "redirect" -> actions.translate(word);
      case "limit" -> actions.limit();
      case "notrack" -> draft.add(NftDraft.apply("-j NOTRACK"), "notrack");
      case "comment" -> draft.comment(in.next().text());
      case "meta" -> questions.meta(in.next());
      case "ct" -> questions.conntrack();
      case "fib" -> questions.fib();
      case "numgen" -> numbers();
      case "tcp" -> {
        if (in.peek().is("flags")) {
          questions.flags();
        } else if (in.peek().is("option")) {
          questions.option();
        } else {
          questions.field(word);
        }
      }
      case "ip", "ip6", "udp", "th", "icmp", "icmpv6", "ether", "arp" -> questions.field(word);
      case "vlan" -> vlan(word);
      case "iif", "oif", "iifname", "oifname", "mark", "l4proto", "nfproto", "pkttype", "skuid" ->
          questions.meta(word);
      case "dport", "sport" -> throw in.source().fault("No symbol type information", word);
      default -> throw unknown(word);
    }
  }

  private NftFault unknown(NftToken word) throws ToolFailure {
    if (List.of("fwd", "queue", "dup", "tproxy", "synproxy", "jhash", "symhash")
        .contains(word.text())) {
      throw ToolFailure.notModelled("nft", "nft's expression " + word.text());
    }
    NftToken at = word.kind() == NftToken.Kind.WORD ? in.peek() : word;
    return in.source().fault("syntax error, unexpected " + in.name(at), at);
  }

  /** What frames are not asked or done: what is known of IP packets alone. */
  private void checkFamily(NftToken word) throws NftFault, ToolFailure {
    if (draft.family().isIp()) {
      return;
    }
    if (List.of("masquerade", "snat", "dnat", "redirect").contains(word.text())) {
      throw in.source().fault("NAT is only supported for IPv4/IPv6", word);
    }
    if (List.of("reject", "ct", "fib").contains(word.text())) {
      String table = " in a table of the family " + draft.family().label();
      throw ToolFailure.notModelled("nft", "nft's expression " + word.text() + table);
    }
  }

  private void vlan(NftToken word) throws NftFault, ToolFailure {
    if (!in.peek().is("id")) {
      throw ToolFailure.notModelled("nft", "nft's expression vlan " + in.peek().text());
    }
    questions.field(word);
  }

  private void numbers() throws NftFault, ToolFailure {
    NftKey key = maps.numbers();
    if (!in.take("vmap")) {
      throw ToolFailure.notModelled("nft", "numgen without vmap or map");
    }
    maps.choose(key);
  }

  private void counter() throws NftFault {
    long packets = 0;
    long bytes = 0;
    if (in.take("packets")) {
      packets = in.number();
      in.require("bytes");
      bytes = in.number();
    }
    draft.add(new NftExpression.Counter(packets, bytes), "counter");
  }

  private void verdict(NftToken word) {
    BuiltinTarget target =
        switch (word.text()) {
          case "accept" -> BuiltinTarget.ACCEPT;
          case "drop" -> BuiltinTarget.DROP;
          case "return" -> BuiltinTarget.RETURN;
          default -> BuiltinTarget.NONE;
        };
    draft.add(new NftExpression.Apply(target), word.text());
    draft.end(word);
  }
}
