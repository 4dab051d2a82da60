package passerelle.engine.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The keys that end the attachment to a container and not the container, Ctrl-P Ctrl-Q at first
 * (moby/term ascii.go, proxy.go): takes them out of what is typed. As long as they may be the
 * beginning of the sequence, keys are held back.
 */
public final class DetachKeys {
  private static final String DEFAULT = "ctrl-p,ctrl-q";
  private static final String CONTROLS = "@abcdefghijklmnopqrstuvwxyz[\\]^_";
  private static final char DELETE = 127;

  private final String keys;
  private int matched;
  private boolean complete;

  DetachKeys(String keys) {
    this.keys = keys;
  }

  /**
   * Reads {@code --detach-keys}: single characters and {@code ctrl-X}, separated by commas.
   *
   * @param text empty for the default
   * @return empty when a key is unknown
   */
  public static Optional<DetachKeys> parse(String text) {
    List<String> codes = new ArrayList<>();
    for (String key : (text.isEmpty() ? DEFAULT : text).split(",", -1)) {
      Optional<Character> code = code(key);
      if (code.isEmpty()) {
        return Optional.empty();
      }
      codes.add(code.get().toString());
    }
    return Optional.of(new DetachKeys(String.join("", codes)));
  }

  private static Optional<Character> code(String key) {
    if (key.length() == 1) {
      return Optional.of(key.charAt(0));
    } else if (key.equals("DEL")) {
      return Optional.of(DELETE);
    }
    boolean control = key.length() == 6 && key.startsWith("ctrl-");
    int at = control ? CONTROLS.indexOf(key.charAt(5)) : -1;
    return at < 0 ? Optional.empty() : Optional.of((char) at);
  }

  /** The keys, one after the other. */
  public String keys() {
    return keys;
  }

  /** What of the typed goes on to the container. */
  public String pass(String typed) {
    StringBuilder passed = new StringBuilder();
    for (int i = 0; i < typed.length() && !complete; i++) {
      char key = typed.charAt(i);
      if (key == keys.charAt(matched)) {
        matched++;
        complete = matched == keys.length();
      } else {
        passed.append(keys, 0, matched).append(key);
        matched = 0;
      }
    }
    return passed.toString();
  }

  /** The whole sequence has been typed. */
  public boolean isComplete() {
    return complete;
  }
}
