package passerelle.sim.userland.nft;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import passerelle.netfilter.Hook;
import passerelle.sim.netfilter.Chain;

/** {@code nft -j}: tables and chains as libnftables-json(5) has them. */
final class NftJson {
  private static final String METAINFO =
      "{\"metainfo\": {\"version\": \"1.1.3\", \"release_name\": \"Commodore Bullmoose #4\","
          + " \"json_schema_version\": 1}}";

  private NftJson() {}

  /**
   * What there is.
   *
   * @param what {@code tables}, {@code chains}, or what iptables never makes
   */
  static String overview(List<NftTool.Listed> tables, String what) {
    List<String> parts = new ArrayList<>(List.of(METAINFO));
    for (NftTool.Listed table : tables) {
      if (what.equals("tables")) {
        parts.add("{\"table\": {" + place(table, "name") + number(table.table().handle()) + "}}");
      } else if (what.equals("chains")) {
        table.table().chainsByAge().forEach(c -> parts.add(chain(table, c)));
      }
    }
    return "{\"nftables\": [" + String.join(", ", parts) + "]}\n";
  }

  private static String place(NftTool.Listed table, String key) {
    String name = table.table().table().label();
    return "\"family\": \"" + table.familyName() + "\", \"" + key + "\": \"" + name + "\", ";
  }

  private static String number(long handle) {
    return "\"handle\": " + handle;
  }

  private static String chain(NftTool.Listed table, Chain chain) {
    String start =
        place(table, "table") + "\"name\": \"" + chain.name() + "\", " + number(chain.handle());
    String base = chain.hook().map(h -> base(table, h, chain)).orElse("");
    return "{\"chain\": {" + start + base + "}}";
  }

  private static String base(NftTool.Listed table, Hook hook, Chain chain) {
    var kind = table.table().table();
    return List.of(
            "\"type\": \"" + NftTool.type(kind, hook) + "\"",
            "\"hook\": \"" + hook.name().toLowerCase(Locale.ROOT) + "\"",
            "\"prio\": " + NftTool.priority(kind, hook),
            "\"policy\": \"" + chain.policy().toLowerCase(Locale.ROOT) + "\"")
        .stream()
        .collect(Collectors.joining(", ", ", ", ""));
  }
}
