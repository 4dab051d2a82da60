package passerelle.cli.join;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;
import passerelle.files.Rendezvous;

/** Looks at a lab that runs in another program: the other end of an {@link Onlooker}. */
public final class Lookout implements AutoCloseable {
  /** Octets of a line at most; a picture of some thousand things. */
  private static final int MOST = 16 << 20;

  private final Rendezvous.Partner lab;

  /** Begins to look. */
  public Lookout(Rendezvous.Partner lab) throws IOException {
    this.lab = lab;
    send(Frame.of(Frame.Kind.LOOK, Onlooker.VERSION));
  }

  /**
   * Asks something; the answer is one of the lines that are heard.
   *
   * @param question as an {@link Onlooker} understands it
   */
  public void ask(String question) throws IOException {
    send(Frame.of(Frame.Kind.ASK, question));
  }

  private synchronized void send(Frame frame) throws IOException {
    frame.write(lab.channel());
  }

  /**
   * Hears lines until the lab ends, or does not want to be looked at.
   *
   * @throws IOException when it breaks off
   */
  public void hear(Consumer<String> told) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    Optional<Frame> frame = Frame.read(lab.channel());
    while (frame.isPresent() && frame.get().kind() == Frame.Kind.OUTPUT) {
      for (byte octet : frame.get().content()) {
        if (octet == '\n') {
          told.accept(line.toString(StandardCharsets.UTF_8));
          line.reset();
        } else {
          line.write(octet);
        }
      }
      if (line.size() > MOST) {
        throw new IOException("a line of more than " + MOST + " octets");
      }
      frame = Frame.read(lab.channel());
    }
  }

  @Override
  public void close() throws IOException {
    lab.close();
  }
}
