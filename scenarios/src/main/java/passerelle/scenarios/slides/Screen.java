package passerelle.scenarios.slides;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Printed lines as a reader sees them: without what moves a cursor, and with lines made whole. */
final class Screen {
  /** Control sequences of a terminal (ECMA-48, 5.4). */
  private static final Pattern CONTROL = Pattern.compile("\\u001b\\[[0-9;?]*[ -/]*[@-~]");

  /** A line that an author has broken, as in a shell: the rest stands below, moved in. */
  private static final Pattern BROKEN = Pattern.compile("(.*\\S) *\\\\ *");

  private static final Pattern REST = Pattern.compile("\\s+\\S.*");

  private Screen() {}

  /** The lines without control sequences; what was broken by a backslash is one line again. */
  static List<String> lines(List<String> printed) {
    List<String> whole = new ArrayList<>();
    boolean broken = false;
    for (String line : printed) {
      String plain = CONTROL.matcher(line).replaceAll("");
      if (broken && REST.matcher(plain).matches()) {
        int last = whole.size() - 1;
        String above = BROKEN.matcher(whole.get(last)).replaceFirst("$1");
        whole.set(last, above + " " + plain.strip());
      } else {
        whole.add(plain);
      }
      broken = BROKEN.matcher(plain).matches();
    }
    return whole;
  }
}
