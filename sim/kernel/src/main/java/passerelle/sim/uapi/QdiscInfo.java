package passerelle.sim.uapi;

import java.util.Optional;

/**
 * A queueing discipline as the kernel tells it ({@code tc_fill_qdisc}).
 *
 * @param kind as {@code tc} names it
 * @param handle its name; {@link Handle#NONE} of a default one
 * @param parent {@link Handle#ROOT} or the class that it is in
 * @param references who holds it
 * @param settings nothing of one that keeps nothing
 * @param classful it has a class of its own
 * @param direct packets that no class was found for
 */
public record QdiscInfo(
    String kind,
    Handle handle,
    Handle parent,
    int references,
    Optional<QdiscSettings> settings,
    QdiscCounters counters,
    boolean classful,
    long direct) {}
