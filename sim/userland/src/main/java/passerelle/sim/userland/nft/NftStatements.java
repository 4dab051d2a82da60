package passerelle.sim.userland.nft;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import passerelle.addr.Family;
import passerelle.netfilter.BuiltinTarget;
import passerelle.netfilter.JumpTarget;
import passerelle.netfilter.LimitMatch;
import passerelle.netfilter.Match;
import passerelle.netfilter.ProtocolMatch;
import passerelle.netfilter.Rule;
import passerelle.netfilter.Target;
import passerelle.sim.uapi.NftExpression;
import passerelle.sim.uapi.NftExpression.Compare;
import passerelle.sim.uapi.NftFamily;
import passerelle.sim.uapi.NftField;
import passerelle.sim.uapi.NftInterval;
import passerelle.sim.uapi.NftRule;
import passerelle.sim.uapi.NftRule.Statement;
import passerelle.sim.userland.tool.ToolFailure;

/**
 * Reads what a rule asks and does, into what nft would list again (src/parser_bison.y, the
 * statements; src/netlink_delinearize.c for what goes without saying).
 */
final class NftStatements {
  private static final List<String> UNITS = List.of("second", "minute", "hour", "day");
  private static final List<String> CODES =
      List.of(
          "net-unreachable",
          "host-unreachable",
          "prot-unreachable",
          "port-unreachable",
          "net-prohibited",
          "host-prohibited",
          "admin-prohibited");
  private static final int[] SECONDS = {1, 60, 3600, 86_400};

  private final NftReader in;
  private final NftValues values;
  private final NftFamily family;
  private final List<Statement> out = new ArrayList<>();
  private final List<NftToken> targets = new ArrayList<>();
  private String comment = "";
  private Optional<NftToken> last = Optional.empty();

  NftStatements(NftReader in, NftValues values, NftFamily family) {
    this.in = in;
    this.values = values;
    this.family = family;
  }

  /** The words that name chains, or what else the kernel has to know. */
  List<NftToken> targets() {
    return targets;
  }

  /** The rule up to the end of the line, or of the block. */
  NftRule read() throws NftFault, ToolFailure {
    if (in.peek().isEnd() || in.peek().is("}")) {
      throw in.unexpected("");
    }
    while (!in.peek().isEnd() && !in.peek().is("}")) {
      statement();
    }
    return new NftRule(List.copyOf(out), comment);
  }

  private void add(NftExpression does, String text) {
    out.add(new Statement(does, text));
  }

  private void statement() throws NftFault, ToolFailure {
    NftToken word = in.next();
    if (last.isPresent() && !word.is("comment")) {
      throw in.source().fault("Statement after terminal statement has no effect", word);
    }
    switch (word.text()) {
      case "counter" -> counter();
      case "accept", "drop", "return", "continue" -> verdict(word);
      case "jump", "goto" -> {
        Target target = verdictTarget(word);
        add(new NftExpression.Apply(target), word.text() + " " + ((JumpTarget) target).chain());
        last = Optional.of(word);
      }
      case "log" -> log();
      case "reject" -> reject(word);
      case "masquerade", "snat", "dnat", "redirect" -> translate(word);
      case "limit" -> limit();
      case "notrack" -> add(apply("-j NOTRACK"), "notrack");
      case "comment" -> comment = in.next().text();
      case "meta" -> meta(in.next());
      case "ct" -> conntrack();
      case "fib" -> fib();
      case "tcp" -> {
        if (in.peek().is("flags")) {
          flags();
        } else {
          field("tcp");
        }
      }
      case "ip", "ip6", "udp", "th", "icmp", "icmpv6" -> field(word.text());
      case "iif", "oif", "iifname", "oifname", "mark", "l4proto", "nfproto", "pkttype", "skuid" ->
          meta(word);
      case "dport", "sport" -> throw in.source().fault("No symbol type information", word);
      default -> throw unknown(word);
    }
  }

  private NftFault unknown(NftToken word) throws ToolFailure {
    if (List.of("ether", "vlan", "arp", "queue", "dup", "tproxy", "synproxy", "quota", "numgen")
        .contains(word.text())) {
      throw ToolFailure.notModelled("nft", "nft's expression " + word.text());
    }
    NftToken at = word.kind() == NftToken.Kind.WORD ? in.peek() : word;
    return in.source().fault("syntax error, unexpected " + in.name(at), at);
  }

  private void counter() throws NftFault {
    long packets = 0;
    long bytes = 0;
    if (in.take("packets")) {
      packets = in.number();
      in.require("bytes");
      bytes = in.number();
    }
    add(new NftExpression.Counter(packets, bytes), "counter");
  }

  private void verdict(NftToken word) {
    BuiltinTarget target =
        switch (word.text()) {
          case "accept" -> BuiltinTarget.ACCEPT;
          case "drop" -> BuiltinTarget.DROP;
          case "return" -> BuiltinTarget.RETURN;
          default -> BuiltinTarget.NONE;
        };
    add(new NftExpression.Apply(target), word.text());
    last = Optional.of(word);
  }

  private Target verdictTarget(NftToken word) throws NftFault {
    if (word.is("jump") || word.is("goto")) {
      if (in.peek().isEnd()) {
        throw in.unexpected(", expecting '{'");
      }
      NftToken chain = in.next();
      targets.add(chain);
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

  /** What a rule of iptables in these words does. */
  private static NftExpression apply(String words) {
    return new NftExpression.Apply(Rule.of(words).target());
  }

  private static Match match(String words) {
    List<Match> all = Rule.of(words).matches();
    return all.get(all.size() - 1);
  }

  private void log() throws NftFault, ToolFailure {
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
    add(apply(iptables.toString()), text.toString());
  }

  private static String level(String word) {
    return switch (word) {
      case "err" -> "error";
      case "warn" -> "warning";
      default -> word;
    };
  }

  private void reject(NftToken word) throws NftFault, ToolFailure {
    String text = "reject";
    String how = "icmp-port-unreachable";
    if (in.take("with")) {
      NftToken kind = in.next();
      if (kind.is("tcp")) {
        in.require("reset");
        how = "tcp-reset";
        if (!asksFor("tcp")) {
          add(new NftExpression.Holds(new ProtocolMatch(6, false), false), "meta l4proto tcp");
        }
        text = "reject with tcp reset";
      } else {
        in.take("type");
        NftToken code = in.next();
        how = "icmp-" + code.text().replace("prot-", "proto-");
        if (!CODES.contains(code.text())) {
          throw in.source().fault("Could not parse " + kind.text() + " code", code);
        }
        boolean said = family == NftFamily.IP && code.is("port-unreachable");
        text = said ? "reject" : "reject with " + kind.text() + " " + code.text();
      }
    } else if (family == NftFamily.INET && asksFor("ip ")) {
      text = "reject with icmp port-unreachable";
    }
    add(apply((how.equals("tcp-reset") ? "-p tcp " : "") + "-j REJECT --reject-with " + how), text);
    last = Optional.of(word);
  }

  /** Some statement before began like this. */
  private boolean asksFor(String start) {
    return out.stream().anyMatch(s -> s.text().startsWith(start));
  }

  private void translate(NftToken word) throws NftFault {
    String kind = word.text();
    StringBuilder text = new StringBuilder(kind);
    if (kind.endsWith("nat") && (in.peek().is("ip") || in.peek().is("ip6"))) {
      text.append(' ').append(in.next().text());
    }
    String option = kind.equals("dnat") ? " --to-destination " : " --to-source ";
    StringBuilder iptables = new StringBuilder("-p tcp -j " + kind.toUpperCase(Locale.ROOT));
    boolean to = in.take("to");
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
    add(apply(iptables.toString()), text.toString());
    targets.add(word);
    last = Optional.of(word);
  }

  private boolean asksForPorts() {
    return asksFor("tcp ")
        || asksFor("udp ")
        || asksFor("th ")
        || asksFor("meta l4proto")
        || asksFor("ip protocol");
  }

  private void limit() throws NftFault, ToolFailure {
    in.require("rate");
    boolean over = in.take("over");
    NftToken rate = in.next();
    String[] parts = rate.text().split("/", 2);
    if (parts.length < 2 || !parts[0].matches("[0-9]{1,6}") || !UNITS.contains(parts[1])) {
      throw ToolFailure.notModelled("nft", "limits of octets");
    }
    int count = Math.max(1, Integer.parseInt(parts[0]));
    int burst = 5;
    if (in.take("burst")) {
      burst = (int) in.number();
      in.require("packets");
    }
    int period = LimitMatch.SCALE * SECONDS[UNITS.indexOf(parts[1])] / count;
    String text = "limit rate " + (over ? "over " : "") + rate.text();
    add(
        new NftExpression.Holds(new LimitMatch(Math.max(1, period), burst), over),
        text + " burst " + burst + " packets");
  }

  private void conntrack() throws NftFault, ToolFailure {
    NftToken key = in.next();
    if (key.is("mark") && in.take("set")) {
      long value = in.number();
      add(
          apply("-j CONNMARK --set-mark " + value),
          String.format(Locale.ROOT, "ct mark set 0x%08x", value));
      return;
    }
    if (key.is("status") || key.is("direction")) {
      boolean not = in.negation();
      NftToken value = in.next();
      String words =
          key.is("direction")
              ? "--ctdir " + value.text().toUpperCase(Locale.ROOT)
              : (value.is("dnat") || value.is("snat") ? "--ctstate " : "--ctstatus ")
                  + value.text().replace('-', '_').toUpperCase(Locale.ROOT);
      add(
          new NftExpression.Holds(match("-m conntrack " + words), not),
          "ct " + key.text() + (not ? " != " : " ") + value.text());
      return;
    }
    if (!key.is("state")) {
      throw ToolFailure.notModelled("nft", "ct " + key.text());
    }
    if (in.take("vmap")) {
      choose(NftField.CT_STATE);
      return;
    }
    boolean not = in.negation();
    boolean set = in.peek().is("{");
    List<String> states = new ArrayList<>();
    for (NftToken word : in.list()) {
      if (!NftValues.STATES.contains(word.text())) {
        throw in.source().fault("Could not parse conntrack state", word);
      }
      states.add(word.text());
    }
    states.sort(Comparator.comparing(NftValues.STATES::indexOf));
    String names =
        states.stream().map(s -> s.toUpperCase(Locale.ROOT)).collect(Collectors.joining(","));
    boolean braces = set && states.size() > 1;
    String text = String.join(braces ? ", " : ",", states);
    add(
        new NftExpression.Holds(match("-m conntrack --ctstate " + names), not),
        "ct state " + (not ? "!= " : "") + (braces ? "{ " + text + " }" : text));
  }

  private void fib() throws NftFault, ToolFailure {
    NftToken side = in.next();
    if (!in.take("type") || !(side.is("saddr") || side.is("daddr"))) {
      throw ToolFailure.notModelled("nft", "fib " + side.text());
    }
    boolean not = in.negation();
    String type = in.next().text();
    String option = side.is("saddr") ? "--src-type " : "--dst-type ";
    add(
        new NftExpression.Holds(
            match("-m addrtype " + option + type.toUpperCase(Locale.ROOT)), not),
        "fib " + side.text() + " type " + (not ? "!= " : "") + type);
  }

  /** {@code tcp flags}: a word alone asks whether the packet has one of the flags. */
  private void flags() throws NftFault {
    in.next();
    if (in.take("&")) {
      boolean bracket = in.take("(");
      List<String> mask = in.words(bracket ? ")" : "==", "|");
      boolean not = in.negation();
      in.take("(");
      List<String> wanted = in.words("", "|");
      in.take(")");
      flags(mask, wanted, not);
      return;
    }
    boolean not = in.negation();
    boolean exact = not || in.takenEquals();
    List<String> given = in.words("", ",");
    if (in.take("/")) {
      flags(in.words("", ","), given, not);
      return;
    }
    String names = String.join(",", given).toUpperCase(Locale.ROOT);
    Match none = match("-p tcp -m tcp --tcp-flags " + names + " NONE");
    Match all = match("-p tcp -m tcp --tcp-flags ALL " + names);
    add(
        exact ? new NftExpression.Holds(all, not) : new NftExpression.Holds(none, true),
        "tcp flags " + (not ? "!= " : exact ? "== " : "") + String.join(",", given));
  }

  private void flags(List<String> mask, List<String> wanted, boolean not) {
    String words = String.join(",", mask) + " " + String.join(",", wanted);
    add(
        new NftExpression.Holds(
            match("-p tcp -m tcp --tcp-flags " + words.toUpperCase(Locale.ROOT)), not),
        "tcp flags & ("
            + String.join(" | ", mask)
            + ") "
            + (not ? "!= " : "== ")
            + String.join(" | ", wanted));
  }

  private void meta(NftToken key) throws NftFault, ToolFailure {
    if (key.is("mark") && in.take("set")) {
      long value = in.number();
      add(
          apply("-j MARK --set-xmark " + value),
          String.format(Locale.ROOT, "meta mark set 0x%08x", value));
      return;
    }
    if (key.is("pkttype") || key.is("skuid")) {
      boolean not = in.negation();
      String value = in.next().text();
      String words =
          key.is("skuid") ? "-m owner --uid-owner " + value : "-m pkttype --pkt-type " + value;
      add(
          new NftExpression.Holds(match(words), not),
          "meta " + key.text() + (not ? " != " : " ") + value);
      return;
    }
    Optional<NftField> field = find(key.text()).or(() -> find("meta " + key.text()));
    if (field.isEmpty()) {
      throw ToolFailure.notModelled("nft", "meta " + key.text());
    }
    compare(field.get());
  }

  private static Optional<NftField> find(String words) {
    return Arrays.stream(NftField.values()).filter(f -> f.words().equals(words)).findFirst();
  }

  private void field(String header) throws NftFault {
    NftToken name = in.next();
    Optional<NftField> field = find(header + " " + name.text());
    if (field.isEmpty()) {
      String wanted =
          header.equals("udp") ? ", expecting length or checksum or sport or dport" : "";
      throw in.source().fault("syntax error, unexpected " + in.name(name) + wanted, name);
    }
    compare(field.get());
  }

  private void compare(NftField field) throws NftFault {
    if (in.take("vmap")) {
      choose(field);
      return;
    }
    String sign = in.sign();
    boolean not = sign.equals("!=");
    if (in.peek().text().startsWith("@") && in.peek().text().length() > 1) {
      NftToken set = in.next();
      targets.add(set);
      implied(field);
      add(
          new NftExpression.InSet(field, not, set.text().substring(1)),
          field.words() + (not ? " != " : " ") + set.text());
      return;
    }
    boolean braces = in.peek().is("{");
    List<NftInterval> all = new ArrayList<>();
    for (NftToken word : in.list()) {
      all.add(values.read(field, word));
    }
    List<NftInterval> kept = merged(all);
    implied(field);
    String text = kept.stream().map(v -> shown(field, v)).collect(Collectors.joining(", "));
    String between = sign.isEmpty() || sign.equals("==") ? " " : " " + sign + " ";
    add(
        new Compare(field, not, sign.isEmpty() || not ? kept : beyond(sign, kept.get(0))),
        field.words() + between + (braces && kept.size() > 1 ? "{ " + text + " }" : text));
  }

  /** All values on one side of another. */
  private static List<NftInterval> beyond(String sign, NftInterval value) {
    long most = Long.MAX_VALUE;
    return List.of(
        switch (sign) {
          case "<" -> new NftInterval(0, value.low() - 1, value.text());
          case "<=" -> new NftInterval(0, value.low(), value.text());
          case ">" -> new NftInterval(value.low() + 1, most, value.text());
          case ">=" -> new NftInterval(value.low(), most, value.text());
          default -> value;
        });
  }

  private static String shown(NftField field, NftInterval value) {
    boolean quoted = field.kind() == NftField.Kind.NAME || field.kind() == NftField.Kind.DEVICE;
    return quoted ? '"' + value.text() + '"' : value.text();
  }

  /** In their order, without those that others contain (src/intervals.c). */
  static List<NftInterval> merged(List<NftInterval> all) {
    List<NftInterval> sorted = new ArrayList<>(all);
    sorted.sort(
        Comparator.comparingLong(NftInterval::low)
            .thenComparing(Comparator.comparingLong(NftInterval::high).reversed()));
    List<NftInterval> out = new ArrayList<>();
    for (NftInterval one : sorted) {
      boolean numbered = one.low() != 0 || one.high() != 0;
      boolean known =
          numbered
              ? out.stream().anyMatch(kept -> kept.covers(one))
              : out.stream().anyMatch(kept -> kept.text().equals(one.text()));
      if (!known) {
        out.add(one);
      }
    }
    return out;
  }

  /** What a port or a type of ICMP says of the protocol need not be said before it. */
  private void implied(NftField field) {
    if (out.isEmpty()) {
      return;
    }
    int at = out.size() - 1;
    if (out.get(at).does() instanceof Compare before && !before.negated()) {
      String protocol = field.words().replaceFirst(" .*", "");
      boolean same = before.values().size() == 1 && before.values().get(0).text().equals(protocol);
      boolean silent =
          before.field() == NftField.L4PROTO
              || before.field() == NftField.IP_PROTOCOL && family == NftFamily.IP;
      if (same && silent) {
        out.remove(at);
      }
    }
  }

  private void choose(NftField field) throws NftFault {
    in.require("{");
    List<NftExpression.Branch> branches = new ArrayList<>();
    do {
      in.skipNewlines();
      if (in.peek().is("}")) {
        break;
      }
      NftInterval value = values.read(field, in.next());
      in.require(":");
      NftToken verb = in.next();
      Target verdict = verdictTarget(verb);
      branches.add(new NftExpression.Branch(value, verdict));
      in.skipNewlines();
    } while (in.take(","));
    in.require("}");
    implied(field);
    branches.sort(Comparator.comparingLong(branch -> branch.values().low()));
    String words =
        branches.stream()
            .map(b -> shown(field, b.values()) + " : " + word(b.verdict()))
            .collect(Collectors.joining(", "));
    add(new NftExpression.Choose(field, branches), field.words() + " vmap { " + words + " }");
  }

  private static String word(Target verdict) {
    if (verdict instanceof JumpTarget jump) {
      return (jump.isGoto() ? "goto " : "jump ") + jump.chain();
    }
    return verdict == BuiltinTarget.NONE
        ? "continue"
        : ((BuiltinTarget) verdict).name().toLowerCase(Locale.ROOT);
  }
}
