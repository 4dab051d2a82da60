package passerelle.cli.lab;

import passerelle.cli.terminal.Desk;

/**
 * The keyboard of somebody at the windows of a simulated lab: its keys are for the window that is
 * waited for.
 *
 * @param ctrlC what Ctrl-C does, which ends what runs in no window, too
 */
record WindowKeyboard(Desk desk, Runnable ctrlC) implements Keyboard {
  private static final byte CTRL_C = 3;

  @Override
  public void type(byte[] keys) {
    for (byte key : keys) {
      if (key == CTRL_C) {
        ctrlC.run();
      } else {
        desk.type(new byte[] {key});
      }
    }
  }

  @Override
  public void interrupt() {
    ctrlC.run();
  }

  @Override
  public boolean isListening() {
    return desk.isAttended();
  }

  @Override
  public String unread() {
    return desk.takeTypeAhead();
  }

  @Override
  public void resize(int columns, int rows) {
    desk.resize(columns, rows);
  }
}
