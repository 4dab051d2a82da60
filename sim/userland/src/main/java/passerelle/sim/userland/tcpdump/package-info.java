/**
 * tcpdump 4.99.5 (tcpdump.c) over libpcap 1.10.5: reads its options, captures through the taps of
 * the simulated devices (a packet socket, net/packet/af_packet.c) or from a file, and prints or
 * writes packets with {@code passerelle.capture}.
 */
package passerelle.sim.userland.tcpdump;
