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
   * @param hairpin no userland proxy: published ports work by rules alone
   */
  public Firewall29(String netns, boolean hairpin) {
    super(netns, hairpin, new InternalChain());
  }
}
