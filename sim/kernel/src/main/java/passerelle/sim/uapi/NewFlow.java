package passerelle.sim.uapi;

import java.util.Optional;
import java.util.OptionalInt;
import passerelle.addr.IpAddress;
import passerelle.kernel.ConnectionView;

/**
 * An entry of the connection table that a process makes ({@code CTA_TUPLE_ORIG}, {@code
 * CTA_TUPLE_REPLY}). What is empty of its answers is as they would be without translation.
 *
 * @param original the tuple of its first packet
 * @param sourceId source port of its answers
 * @param destinationId their destination port
 */
public record NewFlow(
    ConnectionView.Tuple original,
    Optional<IpAddress> source,
    Optional<IpAddress> destination,
    OptionalInt sourceId,
    OptionalInt destinationId) {}
