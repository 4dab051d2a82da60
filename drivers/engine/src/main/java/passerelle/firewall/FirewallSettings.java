package passerelle.firewall;

import java.util.Optional;

/**
 * What a firewall must know of the daemon.
 *
 * @param hairpin no userland proxy: published ports work by rules alone
 * @param allowDirectRouting nobody is kept from a container's own address
 * @param acceptMark packets with this mark are accepted
 */
public record FirewallSettings(
    boolean hairpin, boolean allowDirectRouting, Optional<String> acceptMark) {}
