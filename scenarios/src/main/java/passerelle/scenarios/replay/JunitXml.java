package passerelle.scenarios.replay;

import passerelle.text.Xml;

/** A report in JUnit's XML, test case by test case. Texts may hold any character. */
public final class JunitXml {
  private final String name;
  private final StringBuilder cases = new StringBuilder();
  private int tests;
  private int failures;
  private int errors;
  private int skipped;

  /** A report without test cases. */
  public JunitXml(String name) {
    this.name = name;
  }

  public void passed(String className, String test) {
    add(className, test, "");
  }

  /** What is not as it should be; the text tells at length. */
  public void failed(String className, String test, String message, String text) {
    failures++;
    add(className, test, element("failure", message, text));
  }

  /** What could not be tried. */
  public void error(String className, String test, String message) {
    errors++;
    add(className, test, element("error", message, ""));
  }

  public void skipped(String className, String test, String reason) {
    skipped++;
    add(className, test, element("skipped", reason, ""));
  }

  private void add(String className, String test, String result) {
    tests++;
    cases.append(
        "  <testcase classname=\"%s\" name=\"%s\">%s</testcase>\n"
            .formatted(attribute(className), attribute(test), result));
  }

  /** The whole report. */
  public String text() {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        + "<testsuite name=\"%s\" tests=\"%d\" failures=\"%d\" errors=\"%d\" skipped=\"%d\">\n"
            .formatted(attribute(name), tests, failures, errors, skipped)
        + cases
        + "</testsuite>\n";
  }

  private static String element(String name, String message, String text) {
    return "<%s message=\"%s\">%s</%s>".formatted(name, attribute(message), escape(text), name);
  }

  private static String attribute(String text) {
    return escape(text).replace("\"", "&quot;").replace("\n", "&#10;").replace("\t", "&#9;");
  }

  private static String escape(String text) {
    return Xml.text(text).replace("\r", "&#13;");
  }
}
