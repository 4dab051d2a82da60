package passerelle.files;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** Text files are UTF-8, and what is not is an error. */
public final class Utf8 {
  private Utf8() {}

  /**
   * The text of a file.
   *
   * @param name how the error calls the file
   * @throws FileRefusal names the line that is no UTF-8
   */
  public static String decode(String name, byte[] bytes) throws FileRefusal {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
    if (result.isError()) {
      int line = 1;
      for (int i = 0; i < in.position(); i++) {
        line += bytes[i] == '\n' ? 1 : 0;
      }
      throw FileRefusal.notUtf8(name, line);
    }
    return out.flip().toString();
  }
}
