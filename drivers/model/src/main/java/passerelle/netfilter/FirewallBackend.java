package passerelle.netfilter;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What rules are written with: dockerd's {@code --firewall-backend}. */
public enum FirewallBackend {
  IPTABLES,

  /** Tables of their own, without iptables' chains. No profile of the engine has it yet. */
  NFTABLES;

  /** As dockerd's option and {@code docker info} name it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The backend of a name. */
  public static Optional<FirewallBackend> of(String label) {
    return Arrays.stream(values()).filter(b -> b.label().equals(label)).findFirst();
  }
}
