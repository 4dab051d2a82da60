/**
 * Causes on the segment, where ARP and frames go: devices, bridges and their ports, cables laid by
 * hand, tunnels, tags, addresses that two have, guests on a wire of the host's.
 */
package passerelle.cli.why.link;
