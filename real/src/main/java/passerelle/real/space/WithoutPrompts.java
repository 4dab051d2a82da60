package passerelle.real.space;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;

/**
 * What a terminal shows while lines of a script answer the prompts of a shell: neither the prompts
 * nor the echo of the answers. A line that is not ended may be a prompt, and waits for its end; an
 * empty array is the end of all.
 */
final class WithoutPrompts implements Consumer<byte[]> {
  private final Consumer<byte[]> output;
  private final ByteArrayOutputStream unended = new ByteArrayOutputStream();
  private int echoes;

  WithoutPrompts(Consumer<byte[]> output) {
    this.output = output;
  }

  /** That was a prompt, and so many lines are typed behind it and those that it leads to. */
  void answered(int lines) {
    unended.reset();
    echoes = lines;
  }

  /** Whether something stands there like a prompt, behind the echo of the last answer. */
  boolean isPrompted() {
    return echoes == 0 && unended.size() > 0;
  }

  @Override
  public void accept(byte[] bytes) {
    ByteArrayOutputStream ended = new ByteArrayOutputStream();
    for (byte next : bytes) {
      unended.write(next);
      if (next == '\n' && echoes > 0) {
        echoes--;
        unended.reset();
      } else if (next == '\n') {
        ended.writeBytes(unended.toByteArray());
        unended.reset();
      }
    }
    if (bytes.length == 0) {
      ended.writeBytes(unended.toByteArray());
      unended.reset();
    }
    if (ended.size() > 0) {
      output.accept(ended.toByteArray());
    }
    if (bytes.length == 0) {
      output.accept(bytes);
    }
  }
}
