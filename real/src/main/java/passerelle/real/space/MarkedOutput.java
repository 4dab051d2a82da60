package passerelle.real.space;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * Takes the marks of a command line, at its beginning and with the exit status and the prompt at
 * its end, out of what a terminal shows. What may be the beginning of one waits for what comes
 * next.
 */
final class MarkedOutput {
  private static final byte BEL = 7;

  private byte[] mark = new byte[0];
  private byte[] held = new byte[0];
  private boolean begun;
  private OptionalInt status = OptionalInt.empty();
  private String prompt = "";

  /** The mark to look for from now on. */
  void expect(byte[] beforeStatus) {
    mark = beforeStatus;
    begun = false;
    status = OptionalInt.empty();
  }

  /** Whether the mark of the beginning has come. */
  boolean hasBegun() {
    return begun;
  }

  /** The exit status, once the mark has come; that of the last one. */
  OptionalInt status() {
    return status;
  }

  /** What the shell's own prompt is, as the last mark that told has it; empty without. */
  String prompt() {
    return prompt;
  }

  /** Passes on what is not the mark. */
  void accept(byte[] bytes, Consumer<byte[]> screen) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(held);
    all.writeBytes(bytes);
    byte[] text = all.toByteArray();
    int start = mark.length == 0 ? text.length : indexOfMark(text);
    int end = start + mark.length;
    while (end < text.length && text[end] != BEL) {
      end++;
    }
    if (start + mark.length <= text.length && end < text.length) {
      int from = start + mark.length;
      String[] told = new String(text, from, end - from, StandardCharsets.UTF_8).split(";", 2);
      begun = true;
      if (told[0].matches("[0-9]{1,3}")) {
        status = OptionalInt.of(Integer.parseInt(told[0]));
        prompt = told.length > 1 ? told[1].replace("\r", "") : "";
      }
      held = new byte[0];
      show(Arrays.copyOf(text, start), screen);
      accept(Arrays.copyOfRange(text, end + 1, text.length), screen);
    } else {
      held = Arrays.copyOfRange(text, start, text.length);
      show(Arrays.copyOf(text, start), screen);
    }
  }

  private static void show(byte[] bytes, Consumer<byte[]> screen) {
    if (bytes.length > 0) {
      screen.accept(bytes);
    }
  }

  /** Where the mark is, or as much of it as has come; the length where there is none of it. */
  private int indexOfMark(byte[] text) {
    for (int start = 0; start < text.length; start++) {
      int length = Math.min(mark.length, text.length - start);
      if (Arrays.equals(text, start, start + length, mark, 0, length)) {
        return start;
      }
    }
    return text.length;
  }
}
