package passerelle.sim.uapi;

import java.util.Set;
import passerelle.addr.MacAddress;

/**
 * What a bridge tells of one of its ports ({@code br_port_fill_attrs}).
 *
 * @param bridge index of the bridge
 * @param bridgeMac its address, by which it names itself
 * @param number of the port, from 1
 * @param cost of its way to the spanning tree's root, which is not looked for here
 * @param priority among the ports there, 0..63
 * @param flags what it does
 * @param portState whether frames pass
 */
public record PortInfo(
    int bridge,
    MacAddress bridgeMac,
    int number,
    int cost,
    int priority,
    Set<PortFlag> flags,
    PortState portState) {
  public PortInfo {
    flags = Set.copyOf(flags);
  }

  /** Its name among the bridge's ports ({@code br_make_port_id}). */
  public int id() {
    return priority << 10 | number;
  }

  /** Its state in iproute2's words. */
  public String state() {
    return portState.word();
  }

  /** A flag as iproute2 writes it: {@code hairpin off}. */
  public String flag(PortFlag flag) {
    return flag.word() + (flags.contains(flag) ? " on" : " off");
  }
}
