package passerelle.driver;

/**
 * The daemon's options that drivers follow.
 *
 * @param iptables {@code --iptables}: write rules
 * @param ipForward {@code --ip-forward}: make the host a router
 * @param userlandProxy {@code --userland-proxy}; without it the bridge ports are hairpin ports
 * @param mtu {@code --mtu}, in octets
 * @param icc {@code --icc}: containers of the default bridge may talk to each other
 * @param ipMasq {@code --ip-masq}: masquerade the default bridge
 */
public record DriverSettings(
    boolean iptables,
    boolean ipForward,
    boolean userlandProxy,
    int mtu,
    boolean icc,
    boolean ipMasq) {}
