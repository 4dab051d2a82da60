package passerelle.sim.netns;

import java.util.OptionalInt;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.kernel.op.LinkKind;
import passerelle.kernel.op.LinkSpec;
import passerelle.sim.link.Device;
import passerelle.sim.link.Veth;

/** Makes veth pairs (drivers/net/veth.c). The peer takes its index first ({@code veth_newlink}). */
record VethOps(LinkKind.Veth veth) implements LinkOps {
  private static final int DEFAULT_MTU = 1500;

  @Override
  public void validate(NewLink request) throws KernelException {
    Netns peerNetns = peerNetns(request);
    String peer = veth.peer().name();
    Links.checkName(peerNetns, peer);
    Links.checkMac(request.link().mac());
    Links.checkMac(veth.peer().mac());
    boolean alike = request.netns() == peerNetns && request.link().name().equals(peer);
    if (alike && !Links.isTemplate(peer)) {
      throw new KernelException(Errno.EEXIST);
    }
    checkMtu(request.link().mtu());
    checkMtu(veth.peer().mtu());
  }

  private static void checkMtu(OptionalInt mtu) throws KernelException {
    if (mtu.isPresent() && (mtu.getAsInt() < Device.MIN_MTU || mtu.getAsInt() > Device.MAX_MTU)) {
      throw new KernelException(Errno.EINVAL);
    }
  }

  private Netns peerNetns(NewLink request) throws KernelException {
    return request
        .namespaces()
        .find(veth.peerNetns())
        .orElseThrow(() -> new KernelException(Errno.ENOENT));
  }

  @Override
  public Device newLink(NewLink request) throws KernelException {
    LinkSpec link = request.link();
    LinkSpec other = veth.peer();
    Veth first =
        Veth.pair(
            request.machine(),
            link.name(),
            request.mac(),
            other.name(),
            request.macOf(other),
            link.mtu().orElse(DEFAULT_MTU));
    Device second = first.peer().orElseThrow();
    second.setMtu(other.mtu().orElse(DEFAULT_MTU));
    Links links = request.links();
    Netns netns = request.netns();
    Netns peerNetns = peerNetns(request);
    links.register(peerNetns, second);
    links.register(netns, first);
    second.attributes().setTransmitQueueLength(other.txQueueLength());
    first.notePair();
    if (netns != peerNetns) {
      links.ids().idOf(peerNetns.name(), netns.name());
      links.ids().idOf(netns.name(), peerNetns.name());
    }
    return first;
  }
}
