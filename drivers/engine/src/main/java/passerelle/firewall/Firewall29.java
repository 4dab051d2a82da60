package passerelle.firewall;

/**
 * Engine 29.1: as Engine 28.5, but without isolation stages; internal networks have a chain of
 * their own.
 */
public final class Firewall29 extends Firewall28 {

  /**
   * The rules of a host.
   *
   * @param netns the host's namespace
   */
  public Firewall29(String netns, FirewallSettings settings) {
    super(netns, settings, new InternalChain());
  }
}
