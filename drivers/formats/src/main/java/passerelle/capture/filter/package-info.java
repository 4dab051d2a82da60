/**
 * libpcap's filter language in pure Java: pcap-filter(7) and libpcap 1.10.5's scanner.l, grammar.y
 * and gencode.c.
 *
 * <p>In reading order: {@link passerelle.capture.filter.Lexer} cuts the expression into tokens,
 * {@link passerelle.capture.filter.ExpressionParser} follows the grammar and lets each word inherit
 * the qualifiers of the word before it, {@link passerelle.capture.filter.Generator} knows what a
 * primitive compares. libpcap emits BPF instructions; here a primitive becomes a {@link
 * passerelle.capture.filter.Test}, a small function of the packet's bytes that keeps BPF's
 * semantics: a load outside the packet rejects the packet whatever the rest of the expression says.
 */
package passerelle.capture.filter;
