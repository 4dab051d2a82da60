package passerelle.sim.userland.tcpdump;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.capture.print.NameResolver;
import passerelle.sim.netlink.Rtnetlink;
import passerelle.sim.process.Process;
import passerelle.sim.uapi.LinkInfo;
import passerelle.sim.userland.net.Net;
import passerelle.sim.userland.net.Resolver;

/**
 * Names as the process's resolver finds them; each address is asked for once (addrtoname.c keeps
 * them too), and the questions are packets like any other.
 */
final class LabNames implements NameResolver {
  private final Process process;
  private final Map<IpAddress, Optional<String>> known = new HashMap<>();

  LabNames(Process process) {
    this.process = process;
  }

  @Override
  public Optional<String> host(IpAddress address) {
    if (address.family() != Family.IPV4) {
      return Optional.empty();
    }
    Optional<String> name = known.get(address);
    if (name == null) {
      name = new Resolver(process, new Net(process)).reverse(address);
      known.put(address, name);
    }
    return name;
  }

  @Override
  public Optional<String> device(int index) {
    return new Rtnetlink(process.netns()).link(index).map(LinkInfo::name);
  }

  /** The addresses of a name in a filter. */
  List<IpAddress> addresses(String name) {
    return List.copyOf(new Resolver(process, new Net(process)).lookup(name).addresses());
  }
}
