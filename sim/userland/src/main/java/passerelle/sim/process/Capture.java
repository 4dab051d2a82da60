package passerelle.sim.process;

import java.io.ByteArrayOutputStream;
import passerelle.text.ByteText;

/** A sink that keeps what is written to it: the log of a container, a command substitution. */
public final class Capture implements Sink {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  @Override
  public boolean write(byte[] more) {
    bytes.writeBytes(more);
    return true;
  }

  /** All that was written so far. */
  public byte[] bytes() {
    return bytes.toByteArray();
  }

  /** All that was written so far, read as UTF-8. */
  public String text() {
    return ByteText.decode(bytes.toByteArray());
  }
}
