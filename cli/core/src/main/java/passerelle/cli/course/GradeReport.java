package passerelle.cli.course;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import passerelle.scenarios.replay.JunitXml;
import passerelle.text.Messages;
import passerelle.text.Visible;

/** The marks of a class as tables: CSV (RFC 4180), JUnit and HTML. */
final class GradeReport {
  private static final String HEAD =
      "file,student,lesson,steps,done,predictions right,hints,solutions shown,missed\r\n";

  private final List<Graded> sessions;

  /**
   * A file that was handed in.
   *
   * @param marked how it went; empty where it cannot be marked
   * @param error why not; empty where it can
   */
  public record Graded(String file, Optional<LessonGrade.Marked> marked, String error) {
    /** Whether all steps are done. */
    public boolean isGood() {
      return marked.filter(m -> m.done() == m.steps().size()).isPresent();
    }
  }

  public GradeReport(List<Graded> sessions) {
    this.sessions = List.copyOf(sessions);
  }

  /** A line for each session; what a spreadsheet would take for a formula is none. */
  public String csv() {
    StringBuilder csv = new StringBuilder(HEAD);
    for (Graded session : sessions) {
      csv.append(
          fields(session).stream().map(GradeReport::quoted).collect(Collectors.joining(",")));
      csv.append("\r\n");
    }
    return csv.toString();
  }

  private static List<String> fields(Graded session) {
    if (session.marked().isEmpty()) {
      return List.of(session.file(), "", "", "", "", "", "", "", session.error());
    }
    LessonGrade.Marked marked = session.marked().get();
    return List.of(
        Visible.of(session.file()),
        Visible.of(marked.student()),
        marked.lesson().key(),
        String.valueOf(marked.steps().size()),
        String.valueOf(marked.done()),
        String.valueOf(marked.right()),
        String.valueOf(marked.steps().stream().mapToInt(s -> s.mark().hints()).sum()),
        String.valueOf(marked.steps().stream().filter(s -> s.mark().shown()).count()),
        missed(marked));
  }

  private static String missed(LessonGrade.Marked marked) {
    return marked.steps().stream()
        .filter(step -> !step.mark().done())
        .map(step -> step.title() + ": " + step.missed())
        .collect(Collectors.joining("\n"));
  }

  private static String quoted(String field) {
    String harmless = field.matches("(?s)[=+\\-@\\t\\r].*") ? "'" + field : field;
    return harmless.matches("[\\w ./-]*") ? harmless : "\"" + harmless.replace("\"", "\"\"") + "\"";
  }

  /** A test case for each step. */
  public String junit() {
    JunitXml xml = new JunitXml("lesson grade");
    for (Graded session : sessions) {
      if (session.marked().isEmpty()) {
        xml.error(session.file(), "session", session.error());
      } else {
        for (LessonGrade.Step step : session.marked().get().steps()) {
          if (step.mark().done()) {
            xml.passed(session.file(), step.title());
          } else {
            xml.failed(session.file(), step.title(), step.missed(), "");
          }
        }
      }
    }
    return xml.text();
  }

  /** One page that loads and runs nothing. */
  public String html(Messages messages) {
    StringBuilder html = new StringBuilder();
    html.append("<!DOCTYPE html>\n<html lang=\"").append(messages.language().code());
    html.append("\"><head><meta charset=\"utf-8\"><title>Passerelle</title>\n<style>");
    html.append("body{font-family:sans-serif}td,th{border:1px solid #999;padding:.3em;");
    html.append("vertical-align:top;text-align:left}table{border-collapse:collapse}");
    html.append("td:last-child{white-space:pre-wrap}</style></head><body>\n<table>\n<tr>");
    for (String title : messages.get("grade.columns").split(", ")) {
      html.append("<th>").append(escaped(title)).append("</th>");
    }
    html.append("</tr>\n");
    for (Graded session : sessions) {
      html.append("<tr>");
      fields(session).forEach(field -> html.append("<td>").append(escaped(field)).append("</td>"));
      html.append("</tr>\n");
    }
    return html.append("</table>\n</body></html>\n").toString();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
