/**
 * Capture files: pcap (draft-ietf-opsawg-pcap) and pcapng (draft-ietf-opsawg-pcapng), written and
 * read; the twin of libpcap's sf-pcap.c and sf-pcapng.c, whose words the errors use.
 */
package passerelle.capture.file;
