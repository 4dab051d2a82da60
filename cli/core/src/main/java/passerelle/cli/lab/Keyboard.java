package passerelle.cli.lab;

/**
 * A person's terminal as a lab knows it. Any thread may call these methods, {@link #unread} aside.
 */
public interface Keyboard {

  /** Hands keys to what runs in the foreground. */
  void type(byte[] keys);

  /** Ctrl-C at a prompt, which gives up the line: {@code $?} says so, where no window does. */
  default void giveUpLine() {
    // A window's own shell is told so by the key.
  }

  /** Ctrl-C, for what the person waits for. */
  void interrupt();

  /** Whether what is typed now would be for something that runs, and not for the next prompt. */
  boolean isListening();

  /** What has been typed since the last line began and no command has read. */
  String unread();

  /** The terminal has that size: so have the terminals of the lab from now on. */
  void resize(int columns, int rows);
}
