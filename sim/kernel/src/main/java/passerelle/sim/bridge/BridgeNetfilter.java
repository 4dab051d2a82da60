package passerelle.sim.bridge;

import java.util.List;
import passerelle.sim.link.Device;
import passerelle.sim.link.Skb;

/**
 * What shows bridged IPv4 packets to iptables (net/bridge/br_netfilter_hooks.c); implemented where
 * routing is known. The packet goes no further on the bridge's path, dropped or taken over by
 * routing, when a method returns false or nothing.
 */
public interface BridgeNetfilter {
  /** No packet is shown: {@code bridge-nf-call-iptables} is 0, or there is no rule. */
  BridgeNetfilter OFF =
      new BridgeNetfilter() {
        @Override
        public boolean preRouting(Bridge bridge, Device port, Skb skb) {
          return true;
        }

        @Override
        public boolean forward(Bridge bridge, Device in, Device out, Skb skb) {
          return true;
        }

        @Override
        public List<Skb> postRouting(Bridge bridge, Device out, Skb skb) {
          return List.of(skb);
        }
      };

  boolean preRouting(Bridge bridge, Device port, Skb skb);

  boolean forward(Bridge bridge, Device in, Device out, Skb skb);

  /** What leaves: the packet, or the fragments that it is cut into again. */
  List<Skb> postRouting(Bridge bridge, Device out, Skb skb);
}
