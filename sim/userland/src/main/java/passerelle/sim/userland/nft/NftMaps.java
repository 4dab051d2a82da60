package passerelle.sim.userland.nft;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import passerelle.netfilter.BuiltinTarget;
import passerelle.netfilter.JumpTarget;
import passerelle.netfilter.Target;
import passerelle.sim.uapi.NftExpression;
import passerelle.sim.uapi.NftExpression.Branch;
import passerelle.sim.uapi.NftField;
import passerelle.sim.uapi.NftInterval;
import passerelle.sim.uapi.NftKey;
import passerelle.sim.userland.tool.ToolFailure;

/**
 * Reads what is chosen by a value: a verdict, or where a packet is sent (src/parser_bison.y, map).
 */
record NftMaps(NftReader in, NftValues values, NftDraft draft) {
  private static final Set<String> HEADERS = Set.of("ip", "tcp", "udp", "th", "icmp", "ether");

  /** What stands behind the colon. */
  @FunctionalInterface
  private interface Chosen {
    Word read() throws NftFault, ToolFailure;
  }

  /** A target, and how nft writes it. */
  record Word(Target target, String text) {}

  /** Whether an expression begins here whose value chooses. */
  boolean isKey(NftToken word) {
    return HEADERS.contains(word.text())
        || List.of("numgen", "meta", "jhash", "symhash").contains(word.text());
  }

  private NftKey key() throws NftFault, ToolFailure {
    NftToken word = in.next();
    if (word.is("numgen")) {
      return numbers();
    }
    if (word.text().endsWith("hash")) {
      throw ToolFailure.notModelled("nft", "nft's expression " + word.text());
    }
    return NftQuestions.payload(in, word.text());
  }

  /** What stands behind {@code numgen}. */
  NftKey numbers() throws NftFault, ToolFailure {
    NftToken way = in.next();
    if (!way.is("inc") && !way.is("random")) {
      throw in.source()
          .fault("syntax error, unexpected " + in.name(way) + ", expecting random or inc", way);
    }
    in.require("mod");
    int modulus = (int) Math.max(1, in.number());
    int offset = in.take("offset") ? (int) in.number() : 0;
    return new NftKey.NumberGenerator(way.is("random"), modulus, offset);
  }

  /** A verdict by a value, behind {@code vmap}. */
  void choose(NftKey key) throws NftFault, ToolFailure {
    add(key, key.words() + " vmap", "vmap", this::verdict);
  }

  /** A verdict, and how nft writes it. */
  Word verdict() throws NftFault {
    Target verdict = verdictTarget(in.next());
    if (verdict instanceof JumpTarget jump) {
      return new Word(verdict, (jump.isGoto() ? "goto " : "jump ") + jump.chain());
    }
    boolean none = verdict == BuiltinTarget.NONE;
    String name = ((BuiltinTarget) verdict).name().toLowerCase(Locale.ROOT);
    return new Word(verdict, none ? "continue" : name);
  }

  /**
   * An address by a value.
   *
   * @param kind {@code dnat}, {@code snat} or {@code redirect}
   * @param start what was read before the expression that chooses
   */
  void translate(String kind, String start) throws NftFault, ToolFailure {
    NftKey key = key();
    in.require("map");
    add(key, start + key.words() + " map", kind, () -> address(kind));
  }

  private Word address(String kind) throws NftFault {
    NftToken first = in.next();
    String text = first.text();
    String option = kind.equals("dnat") ? " --to-destination " : " --to-source ";
    String to = option + text;
    if (kind.equals("redirect")) {
      to = " --to-ports " + values.read(NftField.TH_DPORT, first).text();
    } else {
      values.read(NftField.IP_DADDR, first);
      if (in.take(".")) {
        String port = values.read(NftField.TH_DPORT, in.next()).text();
        text += " . " + port;
        to += ":" + port;
      }
    }
    String words = "-p tcp -j " + kind.toUpperCase(Locale.ROOT) + to;
    return new Word(((NftExpression.Apply) NftDraft.apply(words)).target(), text);
  }

  private void add(NftKey key, String start, String how, Chosen chosen)
      throws NftFault, ToolFailure {
    if (in.peek().text().startsWith("@") && in.peek().text().length() > 1) {
      NftToken map = in.next();
      draft.name(map);
      if (key instanceof NftField field) {
        draft.implied(field);
      }
      draft.add(
          new NftExpression.ChooseFrom(key, map.text().substring(1), how),
          start + " " + map.text());
      return;
    }
    if (!in.take("{")) {
      throw in.unexpected(", expecting @ or '{' or '$'");
    }
    record Entry(NftInterval values, Word word) {}

    List<Entry> entries = new ArrayList<>();
    do {
      in.skipNewlines();
      if (in.peek().is("}")) {
        break;
      }
      NftInterval value = values.read(key, in.next());
      in.require(":");
      entries.add(new Entry(value, chosen.read()));
      in.skipNewlines();
    } while (in.take(","));
    in.require("}");
    if (key instanceof NftField field) {
      draft.implied(field);
    }
    entries.sort(Comparator.comparingLong(entry -> entry.values().low()));
    String words =
        entries.stream()
            .map(e -> NftQuestions.shown(key, e.values()) + " : " + e.word().text())
            .collect(Collectors.joining(", "));
    List<Branch> branches =
        entries.stream().map(e -> new Branch(e.values(), e.word().target())).toList();
    draft.add(new NftExpression.Choose(key, branches), start + " { " + words + " }");
  }

  Target verdictTarget(NftToken word) throws NftFault {
    if (word.is("jump") || word.is("goto")) {
      if (in.peek().isEnd()) {
        throw in.unexpected(", expecting '{'");
      }
      NftToken chain = in.next();
      draft.name(chain);
      return new JumpTarget(chain.text(), word.is("goto"));
    }
    return switch (word.text()) {
      case "accept" -> BuiltinTarget.ACCEPT;
      case "drop" -> BuiltinTarget.DROP;
      case "return" -> BuiltinTarget.RETURN;
      case "continue" -> BuiltinTarget.NONE;
      default -> throw in.source().fault("syntax error, unexpected " + in.name(word), word);
    };
  }
}
