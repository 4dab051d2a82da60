/**
 * Packets as bytes: what a capture holds, and the names of ports that filters and printouts share.
 *
 * <p>The chapter has three parts: {@code filter} is libpcap's filter language (pcap-filter(7)),
 * {@code file} reads and writes pcap and pcapng, {@code print} writes packets as tcpdump does. None
 * of them knows where a frame came from.
 */
package passerelle.capture;
