package passerelle.real.read;

import java.nio.ByteBuffer;
import passerelle.addr.Family;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.kernel.RulesView;
import passerelle.netfilter.IptablesSyntax;
import passerelle.real.exec.Command;
import passerelle.real.exec.CommandException;
import passerelle.real.netlink.NetlinkRequest;
import passerelle.real.netlink.NetlinkSocket;
import passerelle.real.sys.Netns;

/**
 * The rules as iptables writes them: only its own extensions know the words for what the kernel
 * keeps of a rule.
 */
final class RulesReader {
  private static final int NFT_MSG_GETGEN = 10 << 8 | 16;
  private static final int NFGENMSG = 4;
  private static final int NFTA_GEN_ID = 1;

  private RulesReader() {}

  /** The number of the last change ({@code nf_tables_getgen}). */
  static long generation(Netns netns) throws KernelException {
    try (NetlinkSocket socket = NetlinkSocket.open(netns, NetlinkSocket.NETFILTER)) {
      NetlinkRequest request = new NetlinkRequest(NFT_MSG_GETGEN, 0).u8(0).u8(0).u16(0);
      return socket
          .get(request)
          .attributes(NFGENMSG)
          .bytes(NFTA_GEN_ID)
          .map(octets -> (long) ByteBuffer.wrap(octets).getInt())
          .orElseThrow(() -> new KernelException(Errno.EINVAL));
    }
  }

  /**
   * The tables with their chains and rules, as iptables-save writes them with counters, and those
   * of nftables' own, as nft lists them without.
   */
  static RulesView read(Netns netns, Family family) throws CommandException {
    Command command = Command.of(IptablesSyntax.command(family) + "-save", "-c").in(netns);
    Command.Result saved = command.run();
    if (!saved.succeeded()) {
      throw new CommandException(command + ": " + saved.err().strip());
    }
    RulesView rules = RulesParser.parse(family, saved.out());
    // Without nft nobody has made tables of nftables' own.
    Command.Result listed = Command.of("nft", "-s", "list", "ruleset").in(netns).run();
    return listed.succeeded() ? NftParser.add(rules, family, listed.out()) : rules;
  }
}
