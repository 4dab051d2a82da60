package passerelle.sim.userland.nft;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import passerelle.addr.Family;
import passerelle.netfilter.ProtocolMatch;
import passerelle.sim.uapi.NftExpression;
import passerelle.sim.uapi.NftFamily;
import passerelle.sim.uapi.NftField;
import passerelle.sim.uapi.NftObject;
import passerelle.sim.userland.tool.ToolFailure;

/** Reads what a rule does besides its verdict (src/statement.c). */
record NftActions(NftReader in, NftValues values, NftDraft draft, NftMaps maps) {
  void log() throws NftFault, ToolFailure {
    StringBuilder iptables = new StringBuilder("-j LOG");
    StringBuilder text = new StringBuilder("log");
    while (true) {
      if (in.take("prefix")) {
        NftToken prefix = in.next();
        if (prefix.kind() == NftToken.Kind.JUNK) {
          throw in.source()
              .fault(
                  "syntax error, unexpected junk, expecting string or quoted string or string with"
                      + " a trailing asterisk",
                  prefix);
        }
        text.append(" prefix \"").append(prefix.text()).append('"');
        String kept = prefix.text().replace("\\", "").replace("\"", "");
        iptables.append(kept.isEmpty() ? "" : " --log-prefix \"" + kept + '"');
      } else if (in.take("level")) {
        String level = in.next().text();
        text.append(level.equals("warn") ? "" : " level " + level);
        iptables.append(" --log-level ").append(level(level));
      } else if (in.take("flags")) {
        in.require("all");
        text.append(" flags all");
        iptables.append(" --log-tcp-sequence --log-tcp-options --log-ip-options --log-uid");
      } else if (in.peek().is("group")) {
        throw ToolFailure.notModelled("nft", "logging to a group");
      } else {
        break;
      }
    }
    draft.add(NftDraft.apply(iptables.toString()), text.toString());
  }

  private static String level(String word) {
    return switch (word) {
      case "err" -> "error";
      case "warn" -> "warning";
      default -> word;
    };
  }

  void reject(NftToken word) throws NftFault, ToolFailure {
    String text = "reject";
    String how = "icmp-port-unreachable";
    if (in.take("with")) {
      NftToken kind = in.next();
      if (kind.is("tcp")) {
        in.require("reset");
        how = "tcp-reset";
        if (!draft.asksFor("tcp")) {
          draft.add(
              new NftExpression.Holds(new ProtocolMatch(6, false), false), "meta l4proto tcp");
        }
        text = "reject with tcp reset";
      } else {
        in.take("type");
        NftToken code = in.next();
        how = "icmp-" + code.text().replace("prot-", "proto-");
        if (!NftNumbers.REASONS.get("icmp").containsKey(code.text())) {
          throw in.source().fault("Could not parse " + kind.text() + " code", code);
        }
        boolean said = draft.family() == NftFamily.IP && code.is("port-unreachable");
        text = said ? "reject" : "reject with " + kind.text() + " " + code.text();
      }
    } else if (draft.family() == NftFamily.INET && draft.asksFor("ip ")) {
      text = "reject with icmp port-unreachable";
    }
    draft.add(
        NftDraft.apply(
            (how.equals("tcp-reset") ? "-p tcp " : "") + "-j REJECT --reject-with " + how),
        text);
    draft.end(word);
  }

  void translate(NftToken word) throws NftFault, ToolFailure {
    String kind = word.text();
    StringBuilder text = new StringBuilder(kind);
    if (kind.endsWith("nat") && (in.peek().is("ip") || in.peek().is("ip6"))) {
      text.append(' ').append(in.next().text());
      if (in.take("addr")) {
        in.require(".");
        in.require("port");
      }
    }
    String option = kind.equals("dnat") ? " --to-destination " : " --to-source ";
    StringBuilder iptables = new StringBuilder("-p tcp -j " + kind.toUpperCase(Locale.ROOT));
    boolean to = in.take("to");
    if (to && maps.isKey(in.peek())) {
      maps.translate(kind, text.append(kind.endsWith("nat") ? " to " : " to :").toString());
      draft.name(word);
      draft.end(word);
      return;
    }
    if (to || kind.endsWith("nat")) {
      NftToken where = in.next();
      String ports = where.text().replaceFirst("^:", "");
      boolean hasPort = !kind.endsWith("nat") || where.text().matches("[0-9.\\-]*:[0-9-]+");
      if (hasPort && !asksForPorts()) {
        throw in.source()
            .fault(
                "transport protocol mapping is only valid after transport protocol match", where);
      }
      if (kind.endsWith("nat")) {
        String address = where.text().replaceFirst(":[0-9-]+$", "");
        if (!address.isEmpty()) {
          values.address(
              new NftToken(where.kind(), address, where.line(), where.from(), where.to()),
              Family.IPV4);
        }
        iptables.append(option).append(where.text());
        text.append(" to ").append(where.text());
      } else {
        iptables.append(" --to-ports ").append(ports);
        text.append(" to :").append(ports);
      }
    }
    for (String flag : List.of("random", "fully-random", "persistent")) {
      if (in.take(flag)) {
        text.append(' ').append(flag);
        iptables.append(" --").append(flag.equals("fully-random") ? "random-fully" : flag);
      }
    }
    draft.add(NftDraft.apply(iptables.toString()), text.toString());
    draft.name(word);
    draft.end(word);
  }

  private boolean asksForPorts() {
    return draft.asksFor("tcp ")
        || draft.asksFor("udp ")
        || draft.asksFor("th ")
        || draft.asksFor("meta l4proto")
        || draft.asksFor("ip protocol");
  }

  void limit() throws NftFault, ToolFailure {
    if (in.take("name")) {
      refer(NftObject.Kind.LIMIT);
      return;
    }
    NftObjects.Rate rate = new NftObjects(in).rate();
    draft.add(
        new NftExpression.Holds(rate.match(), rate.over()), "limit " + rate.text() + rate.burst());
  }

  void quota() throws NftFault {
    if (in.take("name")) {
      refer(NftObject.Kind.QUOTA);
      return;
    }
    NftObjects.Quota quota = new NftObjects(in).quota();
    draft.add(new NftExpression.Quota(quota.amount(), quota.over()), "quota " + quota.text());
  }

  /** What the table has of this name counts, limits, or asks. */
  void refer(NftObject.Kind kind) throws NftFault {
    NftToken name = in.next();
    draft.name(name);
    draft.add(
        new NftExpression.Refers(kind, name.text()), kind.word() + " name \"" + name.text() + "\"");
  }

  /**
   * Puts a value of the packet into a set, or takes it out ({@code dynset}).
   *
   * @param verb {@code add}, {@code update} or {@code delete}
   */
  void change(String verb) throws NftFault, ToolFailure {
    NftToken set = in.next();
    in.require("{");
    NftField field = NftQuestions.payload(in, in.next().text());
    long timeout = 0;
    String asks = "";
    String text = field.words();
    if (in.take("timeout")) {
      NftToken span = in.next();
      timeout = NftDuration.parse(span.text()).orElseThrow(() -> values.noSpan(span));
      text += " timeout " + NftDuration.text(timeout);
    }
    Optional<NftExpression.Holds> limit = Optional.empty();
    if (in.take("limit")) {
      NftObjects.Rate rate = new NftObjects(in).rate();
      limit = Optional.of(new NftExpression.Holds(rate.match(), rate.over()));
      asks = "limit " + rate.text() + rate.burst();
      text += " " + asks;
    } else if (!in.peek().is("}")) {
      throw ToolFailure.notModelled("nft", "elements with " + in.peek().text());
    }
    in.require("}");
    draft.name(set);
    draft.add(
        new NftExpression.Change(verb, field, set.text().substring(1), timeout, limit, asks),
        verb + " " + set.text() + " { " + text + " }");
  }
}
