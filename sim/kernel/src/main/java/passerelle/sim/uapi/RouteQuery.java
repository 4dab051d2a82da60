package passerelle.sim.uapi;

import passerelle.addr.IpAddress;

/**
 * Which way is asked for ({@code RTM_GETROUTE}).
 *
 * @param source 0.0.0.0 to have one chosen
 * @param in name of the device that the packet came in by; nothing for one of our own
 * @param out name of the device that it is to leave by; nothing for any
 */
public record RouteQuery(
    IpAddress destination, IpAddress source, String in, String out, int mark, int tos) {

  /** For a packet of our own, of which no more is known. */
  public static RouteQuery to(IpAddress destination) {
    return new RouteQuery(destination, destination.family().any(), "", "", 0, 0);
  }

  /** The same by a device. */
  public RouteQuery by(String device) {
    return new RouteQuery(destination, source, in, device, mark, tos);
  }
}
