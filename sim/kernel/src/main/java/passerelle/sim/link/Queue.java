package passerelle.sim.link;

/**
 * What stands between a device and those who send over it ({@code struct Qdisc}): frames may wait
 * there, and some may not come through.
 */
public interface Queue {
  /** {@code netem}, {@code tbf}... as {@code tc} and {@code ip link} name it. */
  String kind();

  /**
   * Takes a frame, and sends what may go now ({@code __dev_xmit_skb}).
   *
   * @return false when the frame was dropped and its sender is to know ({@code NET_XMIT_DROP})
   */
  boolean send(Skb skb);

  /** The device went down: what waits is gone ({@code dev_deactivate}). */
  void reset();
}
