/**
 * The one place that knows packets as bytes on the wire: {@link passerelle.packet.codec.Codec}
 * turns the records of {@code passerelle.packet} into frames and back, with the checksums of RFC
 * 1071. It serves captures, hexdumps and fuzzing; the simulated kernel passes records around.
 */
package passerelle.packet.codec;
