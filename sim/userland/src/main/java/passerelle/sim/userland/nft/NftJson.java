package passerelle.sim.userland.nft;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import passerelle.netfilter.Hook;
import passerelle.sim.uapi.ChainInfo;
import passerelle.sim.uapi.TableInfo;

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
  static String overview(List<TableInfo> tables, String what) {
    List<String> parts = new ArrayList<>(List.of(METAINFO));
    for (TableInfo table : tables) {
      if (what.equals("tables")) {
        parts.add("{\"table\": {" + place(table, "name") + number(table.handle()) + "}}");
      } else if (what.equals("chains")) {
        table.chains().forEach(c -> parts.add(chain(table, c)));
      }
    }
    return "{\"nftables\": [" + String.join(", ", parts) + "]}\n";
  }

  private static String place(TableInfo table, String key) {
    String name = table.table().label();
    return "\"family\": \"" + NftTool.familyName(table) + "\", \"" + key + "\": \"" + name + "\", ";
  }

  private static String number(long handle) {
    return "\"handle\": " + handle;
  }

  private static String chain(TableInfo table, ChainInfo chain) {
    String start =
        place(table, "table") + "\"name\": \"" + chain.name() + "\", " + number(chain.handle());
    String base = chain.hook().map(h -> base(table, h, chain)).orElse("");
    return "{\"chain\": {" + start + base + "}}";
  }

  private static String base(TableInfo table, Hook hook, ChainInfo chain) {
    var kind = table.table();
    return List.of(
            "\"type\": \"" + NftTool.type(kind, hook) + "\"",
            "\"hook\": \"" + hook.name().toLowerCase(Locale.ROOT) + "\"",
            "\"prio\": " + NftTool.priority(kind, hook),
            "\"policy\": \"" + chain.policy().toLowerCase(Locale.ROOT) + "\"")
        .stream()
        .collect(Collectors.joining(", ", ", ", ""));
  }
}
