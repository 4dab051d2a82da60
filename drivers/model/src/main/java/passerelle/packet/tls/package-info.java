/**
 * TLS 1.3 (RFC 8446) as a textbook: its records and messages as they look on a wire, and both ends
 * of a connection. <em>Nothing here is secret</em>: keys follow from what everybody can read, and
 * the cipher is a stream of numbers. Who captures sees what one sees of the real thing: the name
 * that the client asks for, then octets without a meaning.
 */
package passerelle.packet.tls;
