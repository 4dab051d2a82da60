package passerelle.sim.userland.nft;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import passerelle.netfilter.Match;
import passerelle.sim.uapi.NftExpression;
import passerelle.sim.uapi.NftExpression.Compare;
import passerelle.sim.uapi.NftFamily;
import passerelle.sim.uapi.NftField;
import passerelle.sim.uapi.NftInterval;
import passerelle.sim.uapi.NftKey;
import passerelle.sim.userland.tool.ToolFailure;

/** Reads what a rule asks of a packet (src/expression.c, src/payload.c, src/meta.c, src/ct.c). */
record NftQuestions(NftReader in, NftValues values, NftDraft draft) {
  void conntrack() throws NftFault, ToolFailure {
    NftToken key = in.next();
    if (key.is("mark") && in.take("set")) {
      if (in.take("meta") || in.peek().is("mark")) {
        in.require("mark");
        draft.add(NftDraft.apply("-j CONNMARK --save-mark"), "ct mark set meta mark");
        return;
      }
      long value = in.number();
      draft.add(
          NftDraft.apply("-j CONNMARK --set-mark " + value), "ct mark set 0x%08x".formatted(value));
      return;
    }
    if (key.is("count")) {
      boolean over = in.take("over");
      long most = in.number();
      String words = "-m connlimit --connlimit-above " + most + " --connlimit-mask 0";
      draft.add(
          new NftExpression.Holds(NftDraft.match(words), !over),
          "ct count " + (over ? "over " : "") + most);
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
      draft.add(
          new NftExpression.Holds(NftDraft.match("-m conntrack " + words), not),
          "ct " + key.text() + (not ? " != " : " ") + value.text());
      return;
    }
    if (!key.is("state")) {
      throw ToolFailure.notModelled("nft", "ct " + key.text());
    }
    if (in.take("vmap")) {
      new NftMaps(in, values, draft).choose(NftField.CT_STATE);
      return;
    }
    state();
  }

  private void state() throws NftFault, ToolFailure {
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
    draft.add(
        new NftExpression.Holds(NftDraft.match("-m conntrack --ctstate " + names), not),
        "ct state " + (not ? "!= " : "") + (braces ? "{ " + text + " }" : text));
  }

  void fib() throws NftFault, ToolFailure {
    NftToken side = in.next();
    if (!in.take("type") || !(side.is("saddr") || side.is("daddr"))) {
      throw ToolFailure.notModelled("nft", "fib " + side.text());
    }
    boolean not = in.negation();
    String type = in.next().text();
    String option = side.is("saddr") ? "--src-type " : "--dst-type ";
    draft.add(
        new NftExpression.Holds(
            NftDraft.match("-m addrtype " + option + type.toUpperCase(Locale.ROOT)), not),
        "fib " + side.text() + " type " + (not ? "!= " : "") + type);
  }

  /** {@code tcp flags}: a word alone asks whether the packet has one of the flags. */
  void flags() throws NftFault {
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
    Match none = NftDraft.match("-p tcp -m tcp --tcp-flags " + names + " NONE");
    Match all = NftDraft.match("-p tcp -m tcp --tcp-flags ALL " + names);
    draft.add(
        exact ? new NftExpression.Holds(all, not) : new NftExpression.Holds(none, true),
        "tcp flags " + (not ? "!= " : exact ? "== " : "") + String.join(",", given));
  }

  /** {@code tcp option maxseg size set}: the segments that the other end may send. */
  void option() throws NftFault, ToolFailure {
    in.next();
    if (!in.peek().is("maxseg")) {
      NftToken name = in.next();
      boolean known =
          List.of("mss", "window", "sack", "timestamp", "eol", "nop").contains(name.text());
      if (known) {
        throw ToolFailure.notModelled("nft", "tcp option " + name.text());
      }
      throw in.source().fault("syntax error, unexpected " + in.name(name), name);
    }
    in.next();
    in.require("size");
    if (!in.take("set")) {
      throw ToolFailure.notModelled("nft", "questions about tcp option maxseg");
    }
    boolean path = in.take("rt");
    if (path) {
      in.require("mtu");
    }
    String size = path ? "rt mtu" : Long.toString(in.number());
    draft.add(
        NftDraft.apply(
            "-p tcp -m tcp --tcp-flags SYN,RST SYN -j TCPMSS "
                + (path ? "--clamp-mss-to-pmtu" : "--set-mss " + size)),
        "tcp option maxseg size set " + size);
  }

  private void flags(List<String> mask, List<String> wanted, boolean not) {
    String words = String.join(",", mask) + " " + String.join(",", wanted);
    draft.add(
        new NftExpression.Holds(
            NftDraft.match("-p tcp -m tcp --tcp-flags " + words.toUpperCase(Locale.ROOT)), not),
        "tcp flags & (%s) %s%s"
            .formatted(String.join(" | ", mask), not ? "!= " : "== ", String.join(" | ", wanted)));
  }

  void meta(NftToken key) throws NftFault, ToolFailure {
    if (key.is("mark") && in.take("set")) {
      if (in.take("ct")) {
        in.require("mark");
        draft.add(NftDraft.apply("-j CONNMARK --restore-mark"), "meta mark set ct mark");
        return;
      }
      long value = in.number();
      draft.add(
          NftDraft.apply("-j MARK --set-xmark " + value), "meta mark set 0x%08x".formatted(value));
      return;
    }
    if (key.is("nftrace") && in.take("set")) {
      in.require("1");
      draft.add(NftDraft.apply("-j TRACE"), "meta nftrace set 1");
      return;
    }
    if (key.is("pkttype") || key.is("skuid")) {
      boolean not = in.negation();
      String value = in.next().text();
      String words =
          key.is("skuid") ? "-m owner --uid-owner " + value : "-m pkttype --pkt-type " + value;
      draft.add(
          new NftExpression.Holds(NftDraft.match(words), not),
          "meta " + key.text() + (not ? " != " : " ") + value);
      return;
    }
    Optional<NftField> field = find(key.text()).or(() -> find("meta " + key.text()));
    if (field.isEmpty()) {
      throw ToolFailure.notModelled("nft", "meta " + key.text());
    }
    compare(field.get());
  }

  static Optional<NftField> find(String words) {
    return Arrays.stream(NftField.values()).filter(f -> f.words().equals(words)).findFirst();
  }

  void field(NftToken header) throws NftFault, ToolFailure {
    NftField field = payload(in, header.text());
    boolean ip = header.text().matches("ip6?");
    String before = ip ? draft.network(header.text()) : "arp";
    boolean conflict =
        ip ? !before.equals(header.text()) : draft.family() == NftFamily.ARP && field.ofIp();
    if (conflict) {
      throw in.source()
          .fault(
              (ip ? "conflicting network layer protocols" : "conflicting protocols")
                  + (" specified: " + before + " vs. " + header.text()),
              header,
              in.previous());
    }
    compare(field);
  }

  /** The field of a header that comes next. */
  static NftField payload(NftReader in, String header) throws NftFault {
    NftToken name = in.next();
    boolean side = header.equals("arp") && name.text().matches("[sd]addr");
    if (side && !in.peek().text().matches("ip|ether")) {
      throw in.unexpected(", expecting ether or ip");
    }
    String whole = header + " " + name.text() + (side ? " " + in.next().text() : "");
    Optional<NftField> field = find(whole);
    if (field.isEmpty()) {
      String wanted =
          header.equals("udp") ? ", expecting length or checksum or sport or dport" : "";
      throw in.source().fault("syntax error, unexpected " + in.name(name) + wanted, name);
    }
    return field.get();
  }

  private void compare(NftField field) throws NftFault, ToolFailure {
    if (in.take("vmap")) {
      new NftMaps(in, values, draft).choose(field);
      return;
    }
    String sign = in.sign();
    boolean not = sign.equals("!=");
    if (in.peek().text().startsWith("@") && in.peek().text().length() > 1) {
      NftToken set = in.next();
      draft.name(set);
      draft.implied(field);
      draft.add(
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
    draft.implied(field);
    String text = kept.stream().map(v -> shown(field, v)).collect(Collectors.joining(", "));
    String between = sign.isEmpty() || sign.equals("==") ? " " : " " + sign + " ";
    draft.add(
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

  static String shown(NftKey field, NftInterval value) {
    boolean quoted = field.kind() == NftField.Kind.NAME || field.kind() == NftField.Kind.DEVICE;
    return quoted ? '"' + value.text() + '"' : value.text();
  }

  /** A name counts as the number whose lowest octet comes first ({@code BYTEORDER_HOST_ENDIAN}). */
  private static BigInteger asNumber(NftInterval value) {
    String last = new StringBuilder(value.text()).reverse().toString();
    return new BigInteger(1, last.getBytes(StandardCharsets.UTF_8));
  }

  /** In their order, without those that others contain (src/intervals.c). */
  static List<NftInterval> merged(List<NftInterval> all) {
    return merged(all, Function.identity());
  }

  /** The same for what has values, and more. */
  static <T> List<T> merged(List<T> all, Function<T, NftInterval> values) {
    List<T> sorted = new ArrayList<>(all);
    sorted.sort(
        Comparator.comparing(
            values,
            Comparator.comparingLong(NftInterval::low)
                .thenComparing(Comparator.comparingLong(NftInterval::high).reversed())
                .thenComparing(NftQuestions::asNumber)));
    List<T> out = new ArrayList<>();
    for (T one : sorted) {
      NftInterval its = values.apply(one);
      boolean numbered = its.low() != 0 || its.high() != 0;
      boolean known =
          out.stream()
              .map(values)
              .anyMatch(kept -> numbered ? kept.covers(its) : kept.text().equals(its.text()));
      if (!known) {
        out.add(one);
      }
    }
    return out;
  }
}
