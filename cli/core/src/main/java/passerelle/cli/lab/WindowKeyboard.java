package passerelle.cli.lab;

import passerelle.cli.terminal.Windows;

/**
 * The keyboard in front of the windows of a simulated lab: its keys are for the window where
 * something runs, else for the latest.
 *
 * @param interrupt what Ctrl-C does, which ends what runs in no window, too
 */
record WindowKeyboard(Windows windows, Runnable interrupt) implements Keyboard {
  private static final byte CTRL_C = 3;

  @Override
  public void type(byte[] keys) {
    for (byte key : keys) {
      if (key == CTRL_C) {
        interrupt.run();
      } else {
        windows.type(new byte[] {key});
      }
    }
  }

  @Override
  public boolean isListening() {
    return windows.areAttended();
  }

  @Override
  public String unread() {
    return windows.takeTypeAhead();
  }

  @Override
  public void resize(int columns, int rows) {
    windows.resize(columns, rows);
  }
}
