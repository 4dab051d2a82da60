package passerelle.architecture;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The texts in a class file's constant pool (JVM specification, section 4.4). */
final class Constants {
  private static final int UTF8 = 1;
  private static final int LONG = 5;
  private static final int DOUBLE = 6;
  private static final int METHOD_HANDLE = 15;

  private Constants() {}

  static List<String> of(Class<?> type) {
    String file = type.getName().replaceFirst(".*\\.", "") + ".class";
    try (InputStream in = type.getResourceAsStream(file)) {
      return texts(new DataInputStream(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> texts(DataInputStream in) throws IOException {
    List<String> texts = new ArrayList<>();
    in.skipBytes(8);
    int count = in.readUnsignedShort();
    for (int i = 1; i < count; i++) {
      int tag = in.readUnsignedByte();
      if (tag == UTF8) {
        texts.add(in.readUTF());
      } else {
        in.skipBytes(length(tag));
        i += tag == LONG || tag == DOUBLE ? 1 : 0;
      }
    }
    return texts;
  }

  private static int length(int tag) {
    return switch (tag) {
      case LONG, DOUBLE -> 8;
      case METHOD_HANDLE -> 3;
      case 7, 8, 16, 19, 20 -> 2;
      default -> 4;
    };
  }
}
