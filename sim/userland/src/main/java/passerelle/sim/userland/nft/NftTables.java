package passerelle.sim.userland.nft;

import java.util.Optional;
import java.util.OptionalLong;
import passerelle.sim.netlink.Nfnetlink;
import passerelle.sim.uapi.NftTableInfo;
import passerelle.sim.uapi.TableInfo;
import passerelle.sim.userland.nft.NftCommand.Place;

/** Which tables and chains there are, and what is said of one that is not there. */
record NftTables(Nfnetlink netlink, NftSource source) {
  static final String REFUSED = "Could not process rule: ";
  static final String NONE = REFUSED + "No such file or directory";
  static final String ELSE = "No such file or directory; did you mean ";
  static final String BUSY = REFUSED + "Device or resource busy";

  Optional<NftTableInfo> own(Place place) {
    return netlink.nftables().tables().stream()
        .filter(t -> t.family() == place.family() && t.name().equals(place.name()))
        .findFirst();
  }

  /** The table of iptables that has this name. */
  Optional<TableInfo> iptables(Place place) {
    return netlink.tables().stream()
        .filter(
            t ->
                NftListing.familyName(t).equals(place.family().label())
                    && t.table().label().equals(place.name()))
        .findFirst();
  }

  /** Makes nft's own table beside that of iptables, with which it is one to the kernel. */
  void makeOwn(Place place) {
    if (own(place).isEmpty()) {
      OptionalLong handle = OptionalLong.of(iptables(place).orElseThrow().handle());
      netlink.nftables().addTable(place.family(), place.name(), handle);
    }
  }

  void requireTable(Place place, String message) throws NftFault {
    if (own(place).isEmpty() && iptables(place).isEmpty()) {
      throw source.fault(orTable(message, place), place.table());
    }
  }

  /** What is said of a table that is not there: which other may be meant. */
  String orTable(String message, Place place) {
    return NftGuess.table(NftListing.all(netlink, NftStyle.PLAIN), place.name())
        .map(t -> ELSE + "table '" + t.name() + "' in family " + t.family() + "?")
        .orElse(message);
  }

  String orChain(String message, NftToken chain) {
    return NftGuess.chain(NftListing.all(netlink, NftStyle.PLAIN), chain.text())
        .map(found -> ELSE + found + "?")
        .orElse(message);
  }

  Optional<NftTableInfo.Chain> ownChain(Place place, NftToken chain) {
    return own(place).flatMap(table -> table.chain(chain.text()));
  }

  boolean isIptables(Place place, NftToken chain) {
    return iptables(place).flatMap(table -> table.chain(chain.text())).isPresent();
  }

  NftTableInfo.Chain requireChain(Place place, NftToken chain) throws NftFault {
    requireTable(place, NONE);
    return ownChain(place, chain).orElseThrow(() -> source.fault(orChain(NONE, chain), chain));
  }
}
