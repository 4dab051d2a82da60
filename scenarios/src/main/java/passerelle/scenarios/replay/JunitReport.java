package passerelle.scenarios.replay;

import java.util.List;
import java.util.stream.Collectors;
import passerelle.scenarios.match.Comparison;
import passerelle.text.Messages;

/**
 * The report that CI servers read: JUnit's XML, a test case for each transcript, the text of a
 * failure telling command by command what differs.
 */
final class JunitReport {
  private JunitReport() {}

  static String of(List<Outcome> outcomes, Messages messages) {
    long failures = outcomes.stream().filter(JunitReport::isDifferent).count();
    long skipped = outcomes.stream().filter(Outcome.Skipped.class::isInstance).count();
    long errors = outcomes.stream().filter(Outcome.Unreadable.class::isInstance).count();
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        + "<testsuite name=\"passerelle replay\" tests=\"%d\" failures=\"%d\" errors=\"%d\""
            .formatted(outcomes.size(), failures, errors)
        + " skipped=\"%d\">\n".formatted(skipped)
        + outcomes.stream().map(o -> testCase(o, messages)).collect(Collectors.joining())
        + "</testsuite>\n";
  }

  private static boolean isDifferent(Outcome outcome) {
    return outcome instanceof Outcome.Compared c && !c.comparison().matches();
  }

  private static String testCase(Outcome outcome, Messages messages) {
    String name = attribute(outcome.file().toString().replace('\\', '/'));
    return "  <testcase classname=\"passerelle.replay\" name=\""
        + name
        + "\">"
        + result(outcome, messages)
        + "</testcase>\n";
  }

  private static String result(Outcome outcome, Messages messages) {
    if (outcome instanceof Outcome.Skipped s) {
      return element("skipped", messages.get(s.reason(), s.only()), "");
    }
    if (outcome instanceof Outcome.Unreadable u) {
      return element("error", u.problem().describe(messages), "");
    }
    if (outcome instanceof Outcome.Compared c && isDifferent(c)) {
      List<Comparison.Failure> failures = c.comparison().failures();
      int commands = c.comparison().expected().steps().size();
      String told = messages.get("replay.different", c.file(), failures.size(), commands);
      String text =
          failures.stream()
              .map(f -> c.file() + ":" + f.expected().line() + ": " + f.command() + "\n" + f.diff())
              .collect(Collectors.joining("\n"));
      return element("failure", told, text);
    }
    return "";
  }

  private static String element(String name, String message, String text) {
    return "<"
        + name
        + " message=\""
        + attribute(message)
        + "\">"
        + escape(text)
        + "</"
        + name
        + ">";
  }

  private static String attribute(String text) {
    return escape(text).replace("\"", "&quot;").replace("\n", "&#10;").replace("\t", "&#9;");
  }

  /** Escapes, and replaces the characters that XML 1.0 cannot hold at all. */
  private static String escape(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '\r' -> out.append("&#13;");
                default -> out.appendCodePoint(isXml(c) ? c : 0xFFFD);
              }
            });
    return out.toString();
  }

  /** XML 1.0, production Char. */
  private static boolean isXml(int c) {
    return c == '\t'
        || c == '\n'
        || c >= 0x20 && c <= 0xD7FF
        || c >= 0xE000 && c <= 0xFFFD
        || c >= 0x10000;
  }
}
