package passerelle.driver;

import java.util.List;
import passerelle.addr.IpInterfaceAddress;
import passerelle.kernel.RulesView;

/** What a driver may know of the host; each is read when it is asked for. */
public interface HostView {

  /** Whether there is a device of that name. */
  boolean has(String device);

  /** Whether there is one, and it is a bridge. */
  boolean hasBridge(String device);

  /** IPv4 addresses of a device there; none if there is no such device. */
  List<IpInterfaceAddress> addresses(String device);

  /** Value of net.bridge.bridge-nf-call-iptables; true as well where there is no such setting. */
  boolean filtersBridged();

  /** Value of net.ipv4.ip_forward. */
  boolean forwarding();

  /** The rules of IPv4. */
  RulesView rules();
}
