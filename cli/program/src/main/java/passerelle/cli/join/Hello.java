package passerelle.cli.join;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jline.terminal.Size;

/**
 * What a terminal says of itself when it joins.
 *
 * @param type as TERM names it
 * @param colours whether they are wanted
 */
record Hello(String type, Size size, boolean colours) {
  /** Programs of different builds may speak differently. */
  private static final int VERSION = 1;

  private static final Pattern TEXT =
      Pattern.compile("passerelle ([0-9]{1,4}) ([A-Za-z0-9._+-]{0,64}) (\\S+ \\S+) (yes|no)");

  private static final Pattern SIZE = Pattern.compile("([0-9]{1,4}) ([0-9]{1,4})");

  Frame frame() {
    String colour = colours ? "yes" : "no";
    String text = "passerelle " + VERSION + " " + type + " " + text(size) + " " + colour;
    return Frame.of(Frame.Kind.HELLO, text);
  }

  /** It, if a message is one. */
  static Optional<Hello> of(Frame frame) {
    Matcher text = TEXT.matcher(frame.text());
    boolean known =
        frame.kind() == Frame.Kind.HELLO
            && text.matches()
            && text.group(1).equals(String.valueOf(VERSION));
    return known
        ? size(text.group(3))
            .map(size -> new Hello(text.group(2), size, text.group(4).equals("yes")))
        : Optional.empty();
  }

  /** A size as text. */
  static String text(Size size) {
    return size.getColumns() + " " + size.getRows();
  }

  /** A size, if a text is one. */
  static Optional<Size> size(String text) {
    Matcher size = SIZE.matcher(text);
    return size.matches()
        ? Optional.of(Size.of(Integer.parseInt(size.group(1)), Integer.parseInt(size.group(2))))
        : Optional.empty();
  }
}
