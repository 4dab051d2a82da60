package passerelle.scenarios.slides;

import java.util.List;
import java.util.Locale;
import passerelle.text.Messages;
import passerelle.text.Sha256;
import passerelle.text.Visible;
import passerelle.text.Xml;

/**
 * The report about decks as one page of HTML, to be opened from the disk or shown by a CI server.
 * Decks are strangers' data: all text is escaped, and the page's Content-Security-Policy lets a
 * browser load and run nothing at all; its one style sheet is allowed by its hash.
 */
final class SlidesPage {
  private static final int MOST_LINES = 400;
  private static final String STYLE =
      "body{font:15px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;"
          + "color:#1b1f24;background:#fff}h2{margin-top:2.5rem}table{border-collapse:collapse;width:100%}td,th{text-align:left;vertical-align:top;padding:.25rem"
          + " .6rem;border-top:1px solid #d8dee4}code,pre{font:13px/1.4"
          + " ui-monospace,monospace}pre{overflow-x:auto;background:#f6f8fa;padding:.5rem;margin:.3rem"
          + " 0 0}"
          + ".same,.shape{color:#116329}.different{color:#a40e26}.presumed,.unsupported,.foreign{color:#7d4e00}"
          + ".text{color:#57606a}@media(prefers-color-scheme:dark){body{color:#e6edf3;background:"
          + "#0d1117}pre{background:#161b22}td,th{border-color:#30363d}.same,.shape{color:#3fb950}"
          + ".different{color:#ff7b72}.presumed,.unsupported,.foreign{color:#d29922}.text{color:#8d96a0}}";

  private final Messages messages;
  private final SlidesWords words;
  private final StringBuilder page = new StringBuilder();

  SlidesPage(Messages messages) {
    this.messages = messages;
    this.words = new SlidesWords(messages);
  }

  String of(List<DeckOutcome> outcomes) {
    String title = escape(messages.get("slides.page.title"));
    page.append("<!DOCTYPE html>\n<html lang=\"")
        .append(messages.language().code())
        .append("\">\n<head>\n<meta charset=\"utf-8\">\n")
        .append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ")
        .append("style-src ")
        .append(Sha256.source(STYLE))
        .append("; base-uri 'none'; form-action 'none'\">\n")
        .append("<meta name=\"viewport\" content=\"width=device-width\">\n<title>")
        .append(title)
        .append("</title>\n<style>")
        .append(STYLE)
        .append("</style>\n</head>\n<body>\n<h1>")
        .append(title)
        .append("</h1>\n");
    outcomes.forEach(this::deck);
    return page.append("</body>\n</html>\n").toString();
  }

  private void deck(DeckOutcome outcome) {
    element("h2", outcome.file());
    if (outcome instanceof DeckOutcome.Unreadable unreadable) {
      element("p", unreadable.problem().describe(messages));
      return;
    }
    DeckOutcome.Ran ran = (DeckOutcome.Ran) outcome;
    if (ran.commands().isEmpty()) {
      element("p", messages.get("slides.empty", ran.file()));
    } else {
      element("p", words.engine(ran.engine()));
      element("p", words.tally(ran));
    }
    for (Deck.Slide slide : ran.deck().slides()) {
      slide(slide, ran);
    }
  }

  private void slide(Deck.Slide slide, DeckOutcome.Ran ran) {
    List<Judged> judged =
        ran.commands().stream().filter(c -> c.played().slide().equals(slide)).toList();
    List<DeckOutcome.Shown> shown =
        ran.shown().stream().filter(s -> s.slide().equals(slide)).toList();
    if (judged.isEmpty() && shown.isEmpty()) {
      return;
    }
    element("h3", words.slide(slide));
    page.append("<table>\n");
    judged.forEach(this::command);
    for (DeckOutcome.Shown one : shown) {
      row("text", messages.get("slides.in-text"), one.statement().line(), one.statement().text());
      page.append(escape(words.shown(one))).append("</td></tr>\n");
    }
    page.append("</table>\n");
  }

  private void command(Judged judged) {
    String kind = judged.verdict().name().toLowerCase(Locale.ROOT);
    String verdict = words.verdict(judged.verdict());
    row(kind, verdict, judged.played().line(), SlidesWords.command(judged));
    if (!judged.verdict().isGood()) {
      element("pre", words.explanation(judged).lines().limit(MOST_LINES).toList());
    }
    page.append("</td></tr>\n");
  }

  /** A row of a table, whose last cell stays open. */
  private void row(String kind, String what, int line, String code) {
    page.append("<tr><td class=\"")
        .append(kind)
        .append("\">")
        .append(escape(what))
        .append("</td><td>")
        .append(line)
        .append("</td><td><code>")
        .append(escape(code))
        .append("</code><br>");
  }

  private void element(String name, List<String> lines) {
    element(name, String.join("\n", lines));
  }

  private void element(String name, String text) {
    page.append('<').append(name).append('>').append(escape(text));
    page.append("</").append(name).append(">\n");
  }

  private static String escape(String text) {
    return Xml.attribute(Visible.of(text));
  }
}
