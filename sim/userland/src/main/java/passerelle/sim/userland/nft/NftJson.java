package passerelle.sim.userland.nft;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import passerelle.sim.uapi.NftBase;
import passerelle.sim.uapi.NftFamily;

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
  static String overview(List<NftListing> tables, String what) {
    List<String> parts = new ArrayList<>(List.of(METAINFO));
    for (NftListing table : tables) {
      if (what.equals("tables")) {
        parts.add("{\"table\": {" + place(table, "name") + number(table.handle()) + "}}");
      } else if (what.equals("chains")) {
        table.chains().forEach(c -> parts.add(chain(table, c)));
      }
    }
    return "{\"nftables\": [" + String.join(", ", parts) + "]}\n";
  }

  private static String place(NftListing table, String key) {
    return "\"family\": \"" + table.family() + "\", \"" + key + "\": \"" + table.name() + "\", ";
  }

  private static String number(long handle) {
    return "\"handle\": " + handle;
  }

  private static String chain(NftListing table, NftListing.Chain chain) {
    String start =
        place(table, "table") + "\"name\": \"" + chain.name() + "\", " + number(chain.handle());
    return "{\"chain\": {" + start + chain.base().map(base -> base(table, base)).orElse("") + "}}";
  }

  private static String base(NftListing table, NftBase base) {
    NftFamily family = NftFamily.of(table.family()).orElseThrow();
    String devices = base.devices().stream().collect(Collectors.joining("\", \""));
    boolean several = base.devices().size() > 1;
    String device =
        base.devices().isEmpty()
            ? ""
            : ", \"dev\": " + (several ? "[\"" + devices + "\"]" : "\"" + devices + "\"");
    return List.of(
            "\"type\": \"" + base.type() + "\"",
            "\"hook\": \"" + family.hook(base.hook()).orElseThrow() + "\"",
            "\"prio\": " + base.priority(),
            "\"policy\": \"" + (base.accepts() ? "accept" : "drop") + "\"")
        .stream()
        .collect(Collectors.joining(", ", device + ", ", ""));
  }
}
