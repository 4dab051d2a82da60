package passerelle.sim.userland.text;

/** Whose tool it is: the same name prints differently. */
public enum Flavour {
  /** Debian 13: coreutils, grep, sed, mawk. */
  GNU,
  /** An applet of BusyBox 1.37. */
  BUSYBOX;

  /**
   * One of its tools, which ends with 1 when it is called wrongly.
   *
   * @param letters short options, as {@link TextTool} reads them
   * @param words long options
   */
  TextTool tool(String letters, String words, TextTool.Body body) {
    return new TextTool(this, letters, words, 1, body);
  }
}
