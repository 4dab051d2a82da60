package passerelle.kernel;

/**
 * What has gone through the devices of a namespace, the loopback device aside, in octets.
 *
 * @param received by its processes
 * @param sent by them
 */
public record Traffic(long received, long sent) {}
