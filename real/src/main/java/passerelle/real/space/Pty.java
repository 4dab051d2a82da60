package passerelle.real.space;

import com.sun.jna.LastErrorException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalInt;
import passerelle.kernel.KernelException;
import passerelle.real.sys.Libc;
import passerelle.real.sys.SystemCall;

/**
 * The master side of a pseudo-terminal in a space's own devpts (pty(7)).
 *
 * @param master descriptor of the master side
 * @param slave path of the terminal, as processes of the space open it
 */
record Pty(int master, String slave) {
  private static final int ROWS = 24;
  private static final int TERMIOS = 60;

  private static final long TCGETS = 0x5401;
  private static final long TCSETS = 0x5402;
  private static final long TIOCGPGRP = 0x540f;
  private static final long TIOCSWINSZ = 0x5414;
  private static final long TIOCGPTN = 0x8004_5430L;
  private static final long TIOCSPTLCK = 0x4004_5431;
  private static final long TIOCSIG = 0x4004_5436;

  /** A new terminal of so many columns; 0 leaves its size unknown. */
  static Pty open(RootFiles files, int columns) throws KernelException {
    int master =
        Descriptors.above(
            SystemCall.check(() -> files.open("/dev/pts/ptmx", Libc.O_RDWR | Libc.O_NOCTTY)));
    ByteBuffer number = ByteBuffer.allocate(4).order(ByteOrder.nativeOrder());
    SystemCall.check(() -> Libc.ioctl(master, TIOCSPTLCK, new byte[4]));
    SystemCall.check(() -> Libc.ioctl(master, TIOCGPTN, number.array()));
    Descriptors.nonBlocking(master);
    Pty made = new Pty(master, "/dev/pts/" + number.getInt(0));
    if (columns > 0) {
      made.resize(columns, ROWS);
    }
    return made;
  }

  /** A new size, of which the foreground job hears by SIGWINCH. */
  void resize(int columns, int rows) {
    ByteBuffer size = ByteBuffer.allocate(8).order(ByteOrder.nativeOrder());
    size.putShort((short) rows).putShort((short) columns);
    control(TIOCSWINSZ, size.array());
  }

  /** The terminal's modes (termios(3)). */
  byte[] modes() {
    byte[] modes = new byte[TERMIOS];
    control(TCGETS, modes);
    return modes;
  }

  void setModes(byte[] modes) {
    control(TCSETS, modes);
  }

  /** Signals the foreground job, as the terminal does for Ctrl-C (pty.c:pty_signal). */
  void signal(int number) {
    try {
      // The argument is the number itself, no pointer.
      Calls.ioctl(master, TIOCSIG, number);
    } catch (LastErrorException nobody) {
      return; // There is no foreground job any more.
    }
  }

  /** The group of the foreground job; empty when there is none. */
  OptionalInt foreground() {
    ByteBuffer group = ByteBuffer.allocate(4).order(ByteOrder.nativeOrder());
    control(TIOCGPGRP, group.array());
    return group.getInt(0) > 0 ? OptionalInt.of(group.getInt(0)) : OptionalInt.empty();
  }

  /** Who of the foreground job waits for its keys. */
  KeyReader reader() {
    OptionalInt job = foreground();
    return job.isPresent() ? KeyReader.of(job.getAsInt()) : KeyReader.NOBODY;
  }

  private void control(long request, byte[] argument) {
    try {
      Libc.ioctl(master, request, argument);
    } catch (LastErrorException hungUp) {
      return; // A terminal that nobody has open any more needs neither size nor modes.
    }
  }
}
