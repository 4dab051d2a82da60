package passerelle.sim.uapi;

import passerelle.kernel.ConnectionView;

/**
 * An entry of the connection table as ctnetlink tells it: all that every kernel's view has, and
 * what stands in {@code CTA_ID} and {@code CTA_STATUS}.
 *
 * @param id tells it from all others
 * @param sourceNat the source of its packets is translated
 * @param destinationNat their destination is
 */
public record Flow(long id, boolean sourceNat, boolean destinationNat, ConnectionView view) {}
