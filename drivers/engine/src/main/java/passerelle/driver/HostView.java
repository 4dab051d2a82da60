package passerelle.driver;

import java.util.List;
import java.util.Set;
import passerelle.addr.IpInterfaceAddress;
import passerelle.kernel.RulesView;

/** What a driver may know of the host; each is read when it is asked for. */
public interface HostView {

  /** Names of the devices there. */
  Set<String> devices();

  /** Names of those of them that are bridges. */
  Set<String> bridges();

  /** IPv4 addresses of a device there; none if there is no such device. */
  List<IpInterfaceAddress> addresses(String device);

  /** Value of net.bridge.bridge-nf-call-iptables; true as well where there is no such setting. */
  boolean filtersBridged();

  /** Value of net.ipv4.ip_forward. */
  boolean forwarding();

  /** The rules of IPv4. */
  RulesView rules();
}
