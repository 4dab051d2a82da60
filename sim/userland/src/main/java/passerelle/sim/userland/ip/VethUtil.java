package passerelle.sim.userland.ip;

import passerelle.kernel.KernelException;
import passerelle.kernel.op.LinkKind;
import passerelle.sim.netns.Netns;
import passerelle.sim.uapi.LinkInfo;
import passerelle.sim.userland.tool.KernelView;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.sim.userland.tool.Words;

/** Veth pairs: behind {@code peer} stands all that a device may be told (ip/link_veth.c). */
final class VethUtil extends LinkUtil {
  private LinkWords peer;
  private Netns peerNetns;

  @Override
  LinkKind parse(KernelView kernel, LinkWords words, Words line) throws ToolFailure {
    peer = new LinkWords(kernel, true);
    if (line.hasNext()) {
      parsePeer(line);
    }
    peerNetns = peer.netns.orElse(kernel.netns());
    return new LinkKind.Veth(peerNetns.name(), peer.spec("veth"));
  }

  private void parsePeer(Words line) throws ToolFailure {
    if (!line.peek().equals("peer")) {
      throw new ToolFailure(
          1,
          "Usage: ip link <options> type veth [peer <options>]\n"
              + "To get <options> type 'ip link add help'\n");
    }
    line.next();
    peer.parse(line);
  }

  @Override
  void configure(KernelView kernel, LinkInfo device) throws KernelException, ToolFailure {
    LinkSet.apply(kernel.in(peerNetns), kernel.rtnl().peer(device).orElseThrow(), peer);
  }
}
