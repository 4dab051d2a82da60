/** {@code nft list} of nftables: the rules that iptables has made, in nftables' words. */
package passerelle.sim.userland.nft;
