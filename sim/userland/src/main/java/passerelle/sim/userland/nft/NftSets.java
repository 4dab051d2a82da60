package passerelle.sim.userland.nft;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import passerelle.sim.uapi.NftFamily;
import passerelle.sim.uapi.NftField;
import passerelle.sim.uapi.NftInterval;
import passerelle.sim.userland.nft.NftCommand.Element;
import passerelle.sim.userland.nft.NftCommand.Place;
import passerelle.sim.userland.nft.NftCommand.Verb;
import passerelle.sim.userland.tool.ToolFailure;

/** Reads named sets, and what is put into them (src/parser_bison.y, set_block). */
record NftSets(NftReader in, NftValues values, Types types) {
  private static final Map<String, NftField> TYPES =
      Map.of(
          "ipv4_addr", NftField.IP_SADDR,
          "ipv6_addr", NftField.IP6_SADDR,
          "inet_service", NftField.TCP_DPORT,
          "inet_proto", NftField.L4PROTO,
          "ifname", NftField.IIFNAME,
          "mark", NftField.MARK,
          "icmp_type", NftField.ICMP_TYPE);

  /** What type a set has that is there already. */
  @FunctionalInterface
  interface Types {
    Optional<String> of(NftFamily family, String table, String set);
  }

  /** A set behind the word of its table. */
  NftCommand set(Verb verb, Place place, NftToken set) throws NftFault, ToolFailure {
    String type = "";
    Set<String> flags = new TreeSet<>();
    List<Element> elements = List.of();
    if (in.peek().is("{")) {
      NftToken open = in.next();
      in.skipEnds();
      while (!in.take("}")) {
        NftToken key = in.next();
        switch (key.text()) {
          case "type" -> {
            NftToken word = in.next();
            type = word.text();
            if (!TYPES.containsKey(type)) {
              throw in.source().fault("unknown datatype " + type, word);
            }
          }
          case "flags" -> in.list().forEach(flag -> flags.add(flag.text()));
          case "elements" -> {
            in.require("=");
            elements = elements(type);
          }
          default -> throw ToolFailure.notModelled("nft", "sets with " + key.text());
        }
        in.skipEnds();
      }
      if (type.isEmpty()) {
        throw in.source().fault("set definition does not specify key", open, in.previous());
      }
    }
    return new NftCommand.OfSet(verb, place, set, type, flags, elements);
  }

  private List<Element> elements(String type) throws NftFault {
    List<Element> all = new ArrayList<>();
    for (NftToken word : in.list()) {
      NftInterval value = values.read(TYPES.get(type), word);
      all.add(new Element(word, word, value));
    }
    return all;
  }

  /**
   * Members of a set.
   *
   * @param before commands that may have made it
   */
  NftCommand elements(Verb verb, Place place, NftToken set, List<NftCommand> commands)
      throws NftFault {
    Optional<String> type = types.of(place.family(), place.name(), set.text());
    for (NftCommand before : commands) {
      if (before instanceof NftCommand.OfSet made && made.set().text().equals(set.text())) {
        type = Optional.of(made.type());
      }
    }
    if (type.isEmpty()) {
      throw in.source().fault("No such file or directory", set);
    }
    return new NftCommand.OfElements(verb, place, set, elements(type.get()));
  }
}
