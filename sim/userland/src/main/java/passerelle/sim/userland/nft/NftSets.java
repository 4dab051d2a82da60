package passerelle.sim.userland.nft;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import passerelle.netfilter.Target;
import passerelle.sim.uapi.NftFamily;
import passerelle.sim.uapi.NftField;
import passerelle.sim.uapi.NftInterval;
import passerelle.sim.uapi.NftSetSpec;
import passerelle.sim.userland.nft.NftCommand.Element;
import passerelle.sim.userland.nft.NftCommand.Place;
import passerelle.sim.userland.nft.NftCommand.Verb;
import passerelle.sim.userland.tool.ToolFailure;

/** Reads named sets, and what is put into them (src/parser_bison.y, set_block). */
record NftSets(NftReader in, NftValues values, Known known) {
  private static final Map<String, NftField> TYPES =
      Map.of(
          "ipv4_addr", NftField.IP_SADDR,
          "ipv6_addr", NftField.IP6_SADDR,
          "inet_service", NftField.TCP_DPORT,
          "inet_proto", NftField.L4PROTO,
          "ifname", NftField.IIFNAME,
          "mark", NftField.MARK,
          "icmp_type", NftField.ICMP_TYPE);

  private static final List<String> FLAGS = List.of("constant", "interval", "dynamic", "timeout");

  /** What a set was made with that is there already. */
  @FunctionalInterface
  interface Known {
    Optional<NftSetSpec> of(NftFamily family, String table, String set);
  }

  /** What is read of a set, one word after the other. */
  private static final class Draft {
    private String type = "";
    private String data = "";
    private final Set<String> flags = new TreeSet<>();
    private long timeout;
    private long interval;
    private int size;
    private String comment = "";
    private List<Element> elements = List.of();

    private NftSetSpec spec() {
      return new NftSetSpec(type, data, flags, timeout, interval, size, comment);
    }
  }

  /** A set, or a map, behind the word of its table. */
  NftCommand set(Verb verb, Place place, NftToken set, boolean isMap) throws NftFault, ToolFailure {
    Draft draft = new Draft();
    if (in.peek().is("{")) {
      NftToken open = in.next();
      in.skipEnds();
      NftToken last = open;
      while (!in.take("}")) {
        part(draft, isMap);
        last = in.peek();
        in.skipEnds();
      }
      if (draft.type.isEmpty()) {
        throw in.source().fault("set definition does not specify key", open, in.previous());
      }
      if (NftMerging.isIn(draft.spec()) && !draft.flags.contains("interval")) {
        throw in.source().fault("auto-merge only works with interval sets", open, last);
      }
    }
    return new NftCommand.OfSet(verb, place, set, draft.spec(), draft.elements);
  }

  private void part(Draft draft, boolean isMap) throws NftFault, ToolFailure {
    NftToken key = in.next();
    switch (key.text()) {
      case "type" -> {
        NftToken word = in.next();
        draft.type = word.text();
        if (!TYPES.containsKey(draft.type)) {
          throw in.source().fault("unknown datatype " + draft.type, word);
        }
        if (in.peek().is(".")) {
          throw ToolFailure.notModelled("nft", "sets of several fields");
        }
        if (isMap) {
          if (!in.take(":")) {
            throw in.unexpected(", expecting colon or .");
          }
          draft.data = in.next().text() + (in.take(".") ? " . " + in.next().text() : "");
        } else if (in.peek().is(":")) {
          throw in.unexpected(", expecting newline or semicolon");
        }
      }
      case "flags" -> {
        for (NftToken flag : in.list()) {
          if (!FLAGS.contains(flag.text())) {
            String wanted = ", expecting constant or interval or dynamic or timeout";
            throw in.source().fault("syntax error, unexpected string" + wanted, flag);
          }
          draft.flags.add(flag.text());
        }
      }
      case NftMerging.WORD -> draft.flags.add(NftMerging.WORD);
      case "timeout" -> draft.timeout = span();
      case "gc-interval" -> draft.interval = span();
      case "size" -> draft.size = (int) in.number();
      case "comment" -> draft.comment = in.next().text();
      case "elements" -> {
        in.require("=");
        draft.elements = elements(draft.spec());
      }
      default -> throw ToolFailure.notModelled("nft", "sets with " + key.text());
    }
  }

  private long span() throws NftFault {
    NftToken word = in.next();
    return NftDuration.parse(word.text()).orElseThrow(() -> values.noSpan(word));
  }

  private List<Element> elements(NftSetSpec spec) throws NftFault, ToolFailure {
    List<Element> all = new ArrayList<>();
    boolean block = in.take("{");
    do {
      in.skipNewlines();
      if (block && in.peek().is("}")) {
        break;
      }
      if (in.peek().kind() == NftToken.Kind.MARK) {
        throw in.unexpected("");
      }
      all.add(element(spec));
      in.skipNewlines();
    } while (in.take(","));
    if (block && !in.take("}")) {
      throw in.unexpected(", expecting comma or '}'");
    }
    return all;
  }

  private Element element(NftSetSpec spec) throws NftFault, ToolFailure {
    NftToken word = in.next();
    NftInterval value = values.read(TYPES.get(spec.type()), word);
    NftToken last = word;
    long timeout = 0;
    while (in.peek().is("timeout") || in.peek().is("expires")) {
      boolean stays = in.next().is("timeout");
      long span = span();
      timeout = stays ? span : timeout;
    }
    Optional<Target> verdict = Optional.empty();
    String data = "";
    if (in.take(":")) {
      if (!spec.isMap()) {
        throw new NftFault("netlink: Error: set is not a map\n");
      }
      if (spec.data().equals("verdict")) {
        NftMaps.Word does = new NftMaps(in, values, new NftDraft(NftFamily.IP)).verdict();
        verdict = Optional.of(does.target());
        data = does.text();
      } else {
        data = data(spec.data());
      }
      last = in.previous();
    }
    return new Element(word, last, value, verdict, data, timeout);
  }

  private String data(String types) throws NftFault, ToolFailure {
    StringBuilder out = new StringBuilder();
    for (String type : types.split(" \\. ")) {
      NftField field = TYPES.get(type);
      if (field == null) {
        throw ToolFailure.notModelled("nft", "maps to " + type);
      }
      if (!out.isEmpty()) {
        in.require(".");
        out.append(" . ");
      }
      out.append(values.read(field, in.next()).text());
    }
    return out.toString();
  }

  /**
   * Members of a set.
   *
   * @param before commands that may have made it
   */
  NftCommand elements(
      Verb verb, Place place, NftToken set, NftToken first, List<NftCommand> commands)
      throws NftFault, ToolFailure {
    Optional<NftSetSpec> spec = known.of(place.family(), place.name(), set.text());
    for (NftCommand before : commands) {
      if (before instanceof NftCommand.OfSet made && made.set().text().equals(set.text())) {
        spec = Optional.of(made.spec());
      }
    }
    if (spec.isEmpty()) {
      throw in.source().fault("No such file or directory", set);
    }
    List<Element> elements = elements(spec.get());
    return new NftCommand.OfElements(verb, place, set, elements, first, in.peek());
  }
}
