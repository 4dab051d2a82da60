package passerelle.sim.uapi;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import passerelle.addr.Family;
import passerelle.netfilter.Hook;

/** The families of tables of nftables (nft(8), address families; {@code NFPROTO_INET}). */
public enum NftFamily {
  IP,
  IP6,

  /** Both families of IP. */
  INET,
  ARP,
  BRIDGE,
  NETDEV;

  /** As nft writes it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The family of a word. */
  public static Optional<NftFamily> of(String word) {
    return Arrays.stream(values()).filter(family -> family.label().equals(word)).findFirst();
  }

  /** What it calls a hook; empty for one that it has not. */
  public Optional<String> hook(Hook hook) {
    boolean known =
        switch (this) {
          case NETDEV -> hook == Hook.PREROUTING;
          case ARP -> hook == Hook.INPUT || hook == Hook.OUTPUT;
          default -> true;
        };
    String name = this == NETDEV ? "ingress" : hook.name().toLowerCase(Locale.ROOT);
    return known ? Optional.of(name) : Optional.empty();
  }

  /** Whether it is IP's, whose packets come to the hooks of its layer. */
  public boolean isIp() {
    return ordinal() <= INET.ordinal();
  }

  /** Whether its chains are shown packets of a family. */
  public boolean sees(Family family) {
    return this == INET || this == (family == Family.IPV4 ? IP : IP6);
  }
}
