/**
 * HTTP/2 (RFC 9113) for one request after the other: frames, and fields as literals, which HPACK
 * (RFC 7541) allows and real programs compress further.
 */
package passerelle.packet.http2;
