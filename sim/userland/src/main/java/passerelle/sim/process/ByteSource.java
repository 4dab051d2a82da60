package passerelle.sim.process;

import java.util.Arrays;
import passerelle.text.ByteText;

/** Bytes that are all there from the beginning: a file opened for reading, a here-document. */
public final class ByteSource implements Source {
  private final byte[] bytes;
  private final WaitList changed = new WaitList();
  private int position;

  /** Reads {@code bytes} from the first on. */
  public ByteSource(byte[] bytes) {
    this.bytes = bytes.clone();
  }

  /** Reads the text in UTF-8. */
  public ByteSource(String text) {
    this(ByteText.encode(text));
  }

  @Override
  public byte[] take(int max) {
    int end = Math.min(bytes.length, position + max);
    byte[] taken = Arrays.copyOfRange(bytes, position, end);
    position = end;
    return taken;
  }

  @Override
  public boolean isReadable() {
    return position < bytes.length;
  }

  @Override
  public boolean atEnd() {
    return !isReadable();
  }

  @Override
  public WaitList changed() {
    return changed;
  }
}
