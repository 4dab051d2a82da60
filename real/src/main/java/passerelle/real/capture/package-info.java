/**
 * Live captures with libpcap on the devices of a lab's namespaces: the twin of the simulator's
 * taps, and of the kernel's {@code net/packet/af_packet.c}. Two handles a device tell what it sent
 * from what it received; time stamps put the frames of all devices in order.
 */
package passerelle.real.capture;
