package passerelle.real.trace;

/**
 * A place on a packet's way.
 *
 * @param netns the namespace
 * @param device the device at hand; empty before one is chosen
 */
record Point(String netns, String device) {

  /** The same namespace, at another device. */
  Point at(String otherDevice) {
    return new Point(netns, otherDevice);
  }
}
