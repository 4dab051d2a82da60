package passerelle.sim.userland.ping;

/**
 * What all probes of one run have in common.
 *
 * @param length octets of a probe, IP header included
 * @param tos type of service
 * @param dontFragment whether DF is set
 * @param numeric whether addresses are printed without names
 * @param device the device to send by
 */
record ProbeSettings(int length, int tos, boolean dontFragment, boolean numeric, String device) {}
