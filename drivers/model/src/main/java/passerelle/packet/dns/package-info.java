/**
 * The Domain Name System's messages (RFC 1035), as servers and resolvers of the lab exchange them.
 */
package passerelle.packet.dns;
