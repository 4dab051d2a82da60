package passerelle.scenarios.ci;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import passerelle.text.Visible;

/** An {@link Overview} in the Markdown of GitHub. What it quotes is shown as text. */
final class JobSummary {
  /** GitHub takes 1 MiB for a step: of what is wrong, so many characters are told. */
  private static final int MOST_CHARACTERS = 200_000;

  private static final Pattern SPECIAL = Pattern.compile("[\\\\`*_{}\\[\\]()<>#+!|~@&:-]");
  private static final Pattern TICKS = Pattern.compile("`{3,}");

  private JobSummary() {}

  static String of(Overview overview) {
    StringBuilder out = new StringBuilder();
    out.append("### ").append(text(overview.title())).append("\n\n");
    row(overview.header(), out);
    row(overview.header().stream().map(column -> "---").toList(), out);
    overview.rows().forEach(r -> row(r.stream().map(JobSummary::text).toList(), out));
    for (Finding finding : overview.findings()) {
      if (out.length() > MOST_CHARACTERS) {
        out.append("\n...\n");
        break;
      }
      finding(finding, out);
    }
    return out.append('\n').toString();
  }

  private static void row(List<String> cells, StringBuilder out) {
    out.append(cells.stream().collect(Collectors.joining(" | ", "| ", " |\n")));
  }

  private static void finding(Finding finding, StringBuilder out) {
    String text = Visible.of(finding.text());
    String shown = text.substring(0, Math.min(text.length(), MOST_CHARACTERS)).stripTrailing();
    String fence =
        TICKS.matcher(shown).results().map(m -> m.group() + "`").reduce("```", JobSummary::longer);
    out.append("\n<details><summary>")
        .append(html(finding.file() + ":" + finding.line() + ": " + finding.title()))
        .append("</summary>\n\n")
        .append(fence)
        .append("diff\n")
        .append(shown)
        .append('\n')
        .append(fence)
        .append("\n\n</details>\n");
  }

  private static String longer(String one, String other) {
    return one.length() >= other.length() ? one : other;
  }

  private static String text(String text) {
    return SPECIAL.matcher(Visible.of(text).replace('\n', ' ')).replaceAll("\\\\$0");
  }

  /** Text within a line of HTML, where Markdown counts for nothing but line ends. */
  private static String html(String text) {
    return Visible.of(text)
        .replace('\n', ' ')
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;");
  }
}
