/**
 * Packets as tcpdump 4.99.5 prints them, byte for byte.
 *
 * <p>{@link passerelle.capture.print.TcpdumpPrinter} is tcpdump's print.c: the time, the link-layer
 * printer, the dump of octets. Each other class is one of its print-*.c files; they write into a
 * {@link passerelle.capture.print.Dissection}, the twin of netdissect_options, which also says
 * where the captured octets end. A field beyond that end stops the packet's line with {@code
 * [|tcp]}.
 */
package passerelle.capture.print;
