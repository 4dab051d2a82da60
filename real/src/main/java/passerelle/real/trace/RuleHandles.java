package passerelle.real.trace;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import passerelle.kernel.KernelException;
import passerelle.real.netlink.Attributes;
import passerelle.real.netlink.NetlinkMessage;
import passerelle.real.netlink.NetlinkRequest;
import passerelle.real.netlink.NetlinkSocket;
import passerelle.real.sys.Netns;

/** The numbers of the rules in the chains of a namespace ({@code NFT_MSG_GETRULE}). */
final class RuleHandles {
  private static final int NFT_MSG_GETRULE = 10 << 8 | 7;
  private static final int AF_INET = 2;
  private static final int NFGENMSG = 4;
  private static final int NFTA_RULE_TABLE = 1;
  private static final int NFTA_RULE_CHAIN = 2;
  private static final int NFTA_RULE_HANDLE = 3;

  private RuleHandles() {}

  /** Those of iptables' tables for IPv4, in the order of the rules. */
  static Map<RuleBook.Key, List<Long>> read(Netns netns) throws KernelException {
    Map<RuleBook.Key, List<Long>> handles = new LinkedHashMap<>();
    try (NetlinkSocket socket = NetlinkSocket.open(netns, NetlinkSocket.NETFILTER)) {
      NetlinkRequest all =
          new NetlinkRequest(NFT_MSG_GETRULE, NetlinkRequest.DUMP).u8(AF_INET).u8(0).u16(0);
      for (NetlinkMessage message : socket.dump(all)) {
        Attributes rule = message.attributes(NFGENMSG);
        String table = rule.text(NFTA_RULE_TABLE).orElse("");
        String chain = rule.text(NFTA_RULE_CHAIN).orElse("");
        rule.bytes(NFTA_RULE_HANDLE)
            .map(bytes -> ByteBuffer.wrap(bytes).getLong())
            .ifPresent(
                handle ->
                    handles
                        .computeIfAbsent(new RuleBook.Key(table, chain), k -> new ArrayList<>())
                        .add(handle));
      }
    }
    return handles;
  }
}
