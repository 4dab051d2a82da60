package passerelle.cli.terminal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import passerelle.cli.Labs;
import passerelle.cli.lab.SimLab;
import passerelle.sim.tty.Holder;

/** Types keys at a window of a lab whose time passes only while the test waits. */
final class Player implements AutoCloseable {
  static final String CTRL_C = "\003";
  static final String CTRL_D = "\004";
  static final String CTRL_Z = "\032";
  static final String CTRL_BACKSLASH = "\034";

  private static final long MILLISECOND = 1_000_000L;

  private final SimLab lab;
  private final Window window;
  private final ByteArrayOutputStream screen = new ByteArrayOutputStream();

  private Player(SimLab lab, String place) {
    this.lab = lab;
    lab.setInteractive();
    Windows windows = lab.windows().orElseThrow();
    windows.setHolder(Holder.KEYS);
    window = windows.desk(Person.FIRST).open(place);
    window.show(screen::writeBytes);
  }

  /** At the host of a fresh lab. */
  static Player atHost() {
    return new Player(Labs.open(), "host");
  }

  /** Likewise, with the images of the course. */
  static Player inCourse() {
    return new Player(Labs.ofCourse(), "host");
  }

  /** At another window of the same lab. */
  Player another(String place) {
    return new Player(lab, place);
  }

  SimLab lab() {
    return lab;
  }

  Window window() {
    return window;
  }

  /**
   * Types keys; the answer is what is shown in so many milliseconds after it, lines ended by \n.
   */
  String type(String keys, int milliseconds) {
    screen.reset();
    window.type(keys.getBytes(StandardCharsets.UTF_8));
    return pause(milliseconds);
  }

  /** What is shown meanwhile, and has been shown since the last keys. */
  String pause(int milliseconds) {
    lab.kernel().scheduler().advance(milliseconds * MILLISECOND);
    return screen.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
  }

  /** Types a line; what is shown until there is a prompt again. */
  String line(String text) {
    screen.reset();
    window.type((text + "\r").getBytes(StandardCharsets.UTF_8));
    window.await();
    return pause(20);
  }

  @Override
  public void close() {
    lab.close();
  }
}
