package passerelle.sim.link;

/**
 * Takes the frames that come in at a device before its namespace sees them ({@code
 * rx_handler_func_t}, with what it was registered for): the port of a bridge does. A device has at
 * most one, and may have one without having a master.
 */
public interface RxHandler {
  /**
   * Looks at a frame that came in ({@code br_handle_frame}).
   *
   * @return whether it took the frame; one that it passes is its namespace's ({@code
   *     RX_HANDLER_CONSUMED}, {@code RX_HANDLER_PASS})
   */
  boolean handleFrame(Skb skb);
}
