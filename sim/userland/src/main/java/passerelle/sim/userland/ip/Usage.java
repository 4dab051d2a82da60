package passerelle.sim.userland.ip;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import passerelle.sim.userland.tool.ToolFailure;

/** The usage texts of {@code ip} and its objects, which go to standard error with status 255. */
final class Usage {
  private Usage() {}

  static ToolFailure of(String object) {
    return new ToolFailure(255, text(object));
  }

  /** A text alone. */
  static String text(String object) {
    try (InputStream in = Usage.class.getResourceAsStream(object + ".txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
