package passerelle.sim.uapi;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import passerelle.addr.MacAddress;

/**
 * What the kernel tells of a device over netlink (net/core/rtnetlink.c:rtnl_fill_ifinfo).
 *
 * @param index its number in its namespace, from 1
 * @param alternativeNames other names that find it
 * @param leastMtu the smallest MTU that it takes
 * @param mostMtu the largest
 * @param flags {@link InterfaceFlags}
 * @param queueing the queueing discipline: without one {@code noop} until it is first up, then
 *     mostly {@code noqueue}
 * @param state {@code UP}, {@code DOWN}, {@code LOWERLAYERDOWN} or {@code UNKNOWN} (RFC 2863)
 * @param link index of the device at the other end, in its own namespace ({@code IFLA_LINK})
 * @param linkNetns name of the namespace of the other end, where that is another one
 * @param linkNetnsId number of that namespace here ({@code IFLA_LINK_NETNSID})
 * @param master name of the device that it is a part of
 * @param alias what somebody wrote on it
 * @param group number of the group that it is in, 0 unless set
 * @param transmitQueueLength frames that may wait
 * @param promiscuity how many want it to take all frames
 * @param allMulticast how many want it to take those for all groups
 * @param queues queues in each direction
 * @param segmentationLimit octets that it cuts by itself ({@code IFLA_TSO_MAX_SIZE})
 * @param data what its kind tells
 * @param port what its bridge tells of it
 */
public record LinkInfo(
    int index,
    String name,
    List<String> alternativeNames,
    String kind,
    HardwareType type,
    MacAddress mac,
    int mtu,
    int leastMtu,
    int mostMtu,
    int flags,
    String queueing,
    String state,
    OptionalInt link,
    Optional<String> linkNetns,
    OptionalInt linkNetnsId,
    Optional<String> master,
    Optional<String> alias,
    long group,
    int transmitQueueLength,
    int promiscuity,
    int allMulticast,
    int queues,
    int segmentationLimit,
    LinkCounters counters,
    LinkData data,
    Optional<PortInfo> port) {

  public boolean has(int flag) {
    return (flags & flag) != 0;
  }

  public boolean isUp() {
    return has(InterfaceFlags.UP);
  }

  /** Up, with carrier. */
  public boolean isRunning() {
    return has(InterfaceFlags.LOWER_UP);
  }

  public boolean isLoopback() {
    return has(InterfaceFlags.LOOPBACK);
  }

  public boolean isBridge() {
    return data instanceof LinkData.Bridge;
  }

  /** Whether both are of the same device. */
  public boolean is(LinkInfo other) {
    return index == other.index;
  }

  /** The address that all stations listen to. */
  public String broadcast() {
    return isLoopback() ? "00:00:00:00:00:00" : "ff:ff:ff:ff:ff:ff";
  }
}
