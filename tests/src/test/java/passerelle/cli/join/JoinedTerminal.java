package passerelle.cli.join;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jline.terminal.Size;
import passerelle.files.Rendezvous;

/** What the program at the other end of a joined terminal does, where a test types and looks. */
final class JoinedTerminal implements AutoCloseable {
  private static final int LONGEST_SECONDS = 40;

  private final SocketChannel lab;
  private final StringBuilder shown = new StringBuilder();
  private int status = -1;

  private JoinedTerminal(SocketChannel lab) {
    this.lab = lab;
    Thread reader = new Thread(this::read, "joined screen");
    reader.setDaemon(true);
    reader.start();
  }

  /** One that says nothing of itself yet. */
  static JoinedTerminal silent(Rendezvous rendezvous) throws IOException {
    List<Rendezvous.Partner> labs = rendezvous.partners();
    long patience = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (labs.isEmpty()) {
      // The door opens a moment after the lab.
      assertTrue(System.nanoTime() < patience, "no lab can be joined");
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
      labs = rendezvous.partners();
    }
    return new JoinedTerminal(labs.get(0).channel());
  }

  /** One that is there, without colours. */
  static JoinedTerminal open(Rendezvous rendezvous) throws IOException {
    JoinedTerminal terminal = silent(rendezvous);
    terminal.send(new Hello("dumb", Size.of(80, 24), false).frame());
    terminal.await("host$");
    return terminal;
  }

  void send(Frame frame) throws IOException {
    frame.write(lab);
  }

  SocketChannel lab() {
    return lab;
  }

  private void read() {
    try {
      Optional<Frame> frame = Frame.read(lab);
      while (frame.isPresent()) {
        show(frame.get());
        frame = Frame.read(lab);
      }
    } catch (IOException gone) {
      // It has been sent away.
    }
    synchronized (shown) {
      status = status < 0 ? Integer.MAX_VALUE : status;
      shown.notifyAll();
    }
  }

  private void show(Frame frame) {
    synchronized (shown) {
      if (frame.kind() == Frame.Kind.END) {
        status = frame.content()[0];
        shown.append(frame.text(), 1, frame.text().length());
      } else {
        shown.append(new String(frame.content(), StandardCharsets.UTF_8));
      }
      shown.notifyAll();
    }
  }

  void type(String keys) throws IOException {
    send(Frame.of(Frame.Kind.KEYS, keys));
  }

  /** Types a line, and waits for the next prompt; the answer is what is shown between. */
  String line(String text) throws IOException {
    type(text + "\r");
    await(text);
    return await("host$");
  }

  /** Waits until that is shown, and forgets all up to there; the answer is what came before. */
  String await(String text) {
    synchronized (shown) {
      while (shown.indexOf(text) < 0) {
        pause("no \"" + text + "\"");
      }
      String before = shown.substring(0, shown.indexOf(text));
      shown.delete(0, shown.indexOf(text) + text.length());
      return before;
    }
  }

  /** Waits until so many more characters are shown. */
  void awaitMore(int characters) {
    synchronized (shown) {
      while (shown.length() < characters) {
        pause("no " + characters + " characters");
      }
    }
  }

  /** Waits until the lab has ended it; the exit status, or a large number without one. */
  int end() {
    synchronized (shown) {
      while (status < 0) {
        pause("not ended");
      }
      return status;
    }
  }

  private void pause(String missing) {
    if (status >= 0) {
      fail(missing + " before the end; on the screen: " + shown);
    }
    long begun = System.nanoTime();
    try {
      shown.wait(TimeUnit.SECONDS.toMillis(LONGEST_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      fail("interrupted");
    }
    if (System.nanoTime() - begun >= TimeUnit.SECONDS.toNanos(LONGEST_SECONDS)) {
      fail(missing + " in " + LONGEST_SECONDS + " s; on the screen: " + shown);
    }
  }

  /** As if its program had been killed. */
  void vanish() throws IOException {
    lab.close();
  }

  @Override
  public void close() throws IOException {
    lab.close();
  }
}
