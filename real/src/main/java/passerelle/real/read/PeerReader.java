package passerelle.real.read;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.kernel.KernelException;
import passerelle.kernel.LinkView;
import passerelle.real.netlink.Attributes;
import passerelle.real.netlink.NetlinkRequest;
import passerelle.real.netlink.NetlinkSocket;
import passerelle.real.netlink.Rtnetlink;
import passerelle.real.sys.Netns;

/**
 * Finds the other end of a veth pair. The kernel names its namespace by a number that means
 * something in the namespace of this end only (net/core/net_namespace.c:peernet2id).
 */
final class PeerReader {
  private static final int GETNSID = 90;
  private static final int NETNSA_NSID = 1;
  private static final int NETNSA_FD = 3;
  private static final int LENGTH_OF_RTGENMSG = 4;

  private final NetlinkSocket socket;
  private final String here;
  private final List<Netns> lab;
  private final Map<Integer, String> names = new HashMap<>();
  private boolean named;

  /**
   * For the devices of one namespace.
   *
   * @param socket a socket in it
   * @param here its name
   * @param lab the namespaces that other ends may be in
   */
  PeerReader(NetlinkSocket socket, String here, List<Netns> lab) {
    this.socket = socket;
    this.here = here;
    this.lab = lab;
  }

  /** The other end when it is in the same namespace. */
  LinkView.Peer here(int index, String name) {
    return new LinkView.Peer(here, index, name);
  }

  /** The other end in the namespace of a number; empty when that is none of the lab's. */
  Optional<LinkView.Peer> elsewhere(int number, int index) throws KernelException {
    if (!named) {
      nameAll();
    }
    if (!names.containsKey(number)) {
      return Optional.empty();
    }
    NetlinkRequest request =
        new NetlinkRequest(Rtnetlink.GETLINK, 0)
            .u32(Rtnetlink.AF_UNSPEC)
            .u32(index)
            .u32(0)
            .u32(0)
            .attribute32(Rtnetlink.IFLA_TARGET_NETNSID, number)
            .attribute32(Rtnetlink.IFLA_EXT_MASK, Rtnetlink.RTEXT_FILTER_SKIP_STATS);
    return socket
        .get(request)
        .attributes(Rtnetlink.IFINFOMSG)
        .text(Rtnetlink.IFLA_IFNAME)
        .map(name -> new LinkView.Peer(names.get(number), index, name));
  }

  /** Asks for the number of each of the lab's namespaces; -1 is one that has none here. */
  private void nameAll() throws KernelException {
    named = true;
    for (Netns netns : lab) {
      NetlinkRequest request =
          new NetlinkRequest(GETNSID, 0)
              .u32(Rtnetlink.AF_UNSPEC)
              .attribute32(NETNSA_FD, netns.fd());
      Attributes answer = socket.get(request).attributes(LENGTH_OF_RTGENMSG);
      names.put(answer.u32(NETNSA_NSID).orElse(-1), netns.name());
    }
  }
}
