package passerelle.driver;

import java.util.Set;

/** What a driver may know of the host; each is read when it is asked for. */
public interface HostView {

  /** The host's namespace. */
  String netns();

  /** Names of the devices there. */
  Set<String> devices();

  /** Value of net.ipv4.ip_forward. */
  boolean forwarding();

  /** Rules of table filter as {@code iptables -S} prints them. */
  Set<String> filterRules();
}
