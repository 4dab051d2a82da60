package passerelle.kernel;

/**
 * A frame that was seen on a device.
 *
 * @param at when, in nanoseconds of the lab's time
 * @param device where
 * @param out whether the device sent it ({@code PACKET_OUTGOING}); otherwise it received it
 * @param bytes the frame, from its Ethernet header on; not to be changed
 */
public record CapturedFrame(long at, CapturedDevice device, boolean out, byte[] bytes) {}
