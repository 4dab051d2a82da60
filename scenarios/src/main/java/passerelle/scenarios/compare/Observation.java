package passerelle.scenarios.compare;

import java.util.List;
import java.util.Map;
import passerelle.kernel.NetnsSnapshot;
import passerelle.scenarios.format.Output;

/**
 * What was seen of a lab while a transcript ran in it.
 *
 * @param outputs what each command answered, in order
 * @param frames what the devices saw, in the order in which they saw it
 * @param snapshots the state of the network namespaces at the end, by the name of their place
 * @param roles the parts that random names and addresses play in the snapshots
 * @param pace nanoseconds from each command's beginning to the next one's, of the last to its end;
 *     0 where a command put a fresh lab in the place of the old one
 * @param lasted nanoseconds from the lab's boot to the snapshots
 * @param missed frames that the captures lost; a comparison of packets then means little
 */
public record Observation(
    List<Output> outputs,
    List<Seen> frames,
    Map<String, NetnsSnapshot> snapshots,
    Roles roles,
    List<Long> pace,
    long lasted,
    long missed) {

  /**
   * A frame that a device saw.
   *
   * @param command number of the command that ran then, from 1; 0 before the first
   * @param since nanoseconds since that command began
   * @param where the device as {@code web/eth0}, or {@code host/veth#7} when its name is random
   * @param out whether the device sent it
   * @param bytes the frame from its Ethernet header on; not to be changed
   * @param roles the parts that random addresses play in the lab in which it was seen: a command of
   *     Passerelle's may put a fresh lab in the place of the first
   */
  public record Seen(
      int command, long since, String where, boolean out, byte[] bytes, Roles roles) {}
}
