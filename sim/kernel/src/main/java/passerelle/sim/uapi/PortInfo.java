package passerelle.sim.uapi;

import passerelle.addr.MacAddress;

/**
 * What a bridge tells of one of its ports ({@code br_port_fill_attrs}).
 *
 * @param bridge index of the bridge
 * @param bridgeMac its address, by which it names itself
 * @param number of the port, from 1
 * @param hairpin frames may leave by the port they came in by
 * @param forwarding frames pass
 */
public record PortInfo(
    int bridge, MacAddress bridgeMac, int number, boolean hairpin, boolean forwarding) {
  /** {@code forwarding} or {@code disabled}. */
  public String state() {
    return forwarding ? "forwarding" : "disabled";
  }
}
