package passerelle.cli.lab;

import passerelle.sim.process.Source;
import passerelle.sim.process.WaitList;

/**
 * A terminal as commands see it that are run line by line: nobody types into them, but they know
 * that somebody could ({@code isatty(3)}).
 */
final class Keyboard implements Source {
  private final WaitList changed = new WaitList();

  @Override
  public byte[] take(int max) {
    return new byte[0];
  }

  @Override
  public boolean isReadable() {
    return false;
  }

  @Override
  public boolean atEnd() {
    return true;
  }

  @Override
  public WaitList changed() {
    return changed;
  }

  @Override
  public boolean isTerminal() {
    return true;
  }
}
