/**
 * Packets as immutable values, one record a header, in the words of their RFCs. Nothing here knows
 * bytes on the wire: {@code passerelle.packet.codec} is the one place that does.
 */
package passerelle.packet;
