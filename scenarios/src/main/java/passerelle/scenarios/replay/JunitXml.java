package passerelle.scenarios.replay;

import passerelle.text.Xml;

/** The words of JUnit's XML reports. Texts may hold any character. */
public final class JunitXml {
  private JunitXml() {}

  /** A whole report of test cases that {@link #testCase} made. */
  public static String suite(
      String name, long tests, long failures, long errors, long skipped, String testCases) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        + "<testsuite name=\""
        + attribute(name)
        + counted("tests", tests)
        + counted("failures", failures)
        + counted("errors", errors)
        + counted("skipped", skipped)
        + "\">\n"
        + testCases
        + "</testsuite>\n";
  }

  private static String counted(String name, long count) {
    return "\" " + name + "=\"" + count;
  }

  /** A test case; {@code result} is nothing or one {@link #element}. */
  public static String testCase(String className, String name, String result) {
    return "  <testcase classname=\"%s\" name=\"%s\">%s</testcase>\n"
        .formatted(attribute(className), attribute(name), result);
  }

  /** A {@code failure}, {@code error} or {@code skipped}. */
  public static String element(String name, String message, String text) {
    return "<%s message=\"%s\">%s</%s>".formatted(name, attribute(message), escape(text), name);
  }

  private static String attribute(String text) {
    return escape(text).replace("\"", "&quot;").replace("\n", "&#10;").replace("\t", "&#9;");
  }

  private static String escape(String text) {
    return Xml.text(text).replace("\r", "&#13;");
  }
}
