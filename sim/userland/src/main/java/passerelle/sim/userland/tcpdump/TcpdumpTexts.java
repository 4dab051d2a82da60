package passerelle.sim.userland.tcpdump;

import passerelle.text.Resources;

/** What {@code --version} and {@code -h} print on Debian 13. */
final class TcpdumpTexts {
  static final String VERSION = Resources.text(TcpdumpTexts.class, "version.txt");
  static final String USAGE = Resources.text(TcpdumpTexts.class, "usage.txt");

  private TcpdumpTexts() {}
}
