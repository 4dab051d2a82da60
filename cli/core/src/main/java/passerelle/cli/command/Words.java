package passerelle.cli.command;

import java.util.ArrayList;
import java.util.List;

/** Puts words of a lab command together. */
public final class Words {
  private Words() {}

  /** So that a shell reads them as the same words. */
  public static String join(List<String> words) {
    List<String> quoted = new ArrayList<>();
    for (String word : words) {
      boolean plain = word.matches("[A-Za-z0-9_@%+=:,./^-]+");
      quoted.add(plain ? word : "'" + word.replace("'", "'\\''") + "'");
    }
    return String.join(" ", quoted);
  }
}
