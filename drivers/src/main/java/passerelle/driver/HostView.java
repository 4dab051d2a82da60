package passerelle.driver;

import java.util.Set;

/**
 * What a driver may know of the host.
 *
 * @param netns the host's namespace
 * @param devices names of the devices there
 * @param forwarding value of net.ipv4.ip_forward
 * @param filterRules rules of table filter as {@code iptables -S} prints them
 */
public record HostView(
    String netns, Set<String> devices, boolean forwarding, Set<String> filterRules) {}
