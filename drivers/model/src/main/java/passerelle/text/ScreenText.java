package passerelle.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * What comes to a screen, byte by byte perhaps, as text: a character that comes in two parts is
 * whole. An empty array is the end.
 */
public final class ScreenText implements Consumer<byte[]> {
  private final Consumer<String> text;
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);
  private ByteBuffer rest = ByteBuffer.allocate(0);

  /** A screen that has shown nothing yet, and hands on what can be read. */
  public ScreenText(Consumer<String> text) {
    this.text = text;
  }

  @Override
  public void accept(byte[] bytes) {
    ByteBuffer all = ByteBuffer.allocate(rest.remaining() + bytes.length).put(rest).put(bytes);
    all.flip();
    CharBuffer out = CharBuffer.allocate(all.remaining() + 1);
    decoder.reset().decode(all, out, bytes.length == 0);
    rest = all.slice();
    out.flip();
    if (out.hasRemaining()) {
      text.accept(out.toString());
    }
  }
}
