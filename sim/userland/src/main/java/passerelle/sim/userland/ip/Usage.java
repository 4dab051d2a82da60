package passerelle.sim.userland.ip;

import passerelle.sim.userland.tool.ToolFailure;
import passerelle.text.Resources;

/** The usage texts of {@code ip} and its objects, which go to standard error with status 255. */
final class Usage {
  private Usage() {}

  static ToolFailure of(String object) {
    return new ToolFailure(255, text(object));
  }

  /** A text alone. */
  static String text(String object) {
    return Resources.text(Usage.class, object + ".txt");
  }
}
