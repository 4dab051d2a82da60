package passerelle.scenarios.slides;

import java.util.List;
import java.util.Locale;
import passerelle.scenarios.replay.ReplayCommand;
import passerelle.text.Messages;
import passerelle.text.ReportPrinter;
import passerelle.text.TextLine;

/** Tells a person how it goes with the decks, slide by slide and command by command. */
final class SlidesReport {
  private static final int MOST_LINES = 24;

  /** So many of them are those at the end, where a command fails. */
  private static final int LAST_LINES = 4;

  /** Columns of the rows: margin, verdict, line, and the gaps between. */
  private static final int MARGIN = 4;

  private static final int VERDICT = 25;
  private static final int LINE = 5;
  private static final int TEXT = MARGIN + VERDICT + 1 + LINE + 2;

  private static final String QUOTE = "      | ";

  private final Messages messages;
  private final SlidesWords words;
  private final ReportPrinter out;
  private final ReportPrinter err;
  private int decks;
  private int commands;
  private int good;

  SlidesReport(Messages messages, ReportPrinter out, ReportPrinter err) {
    this.messages = messages;
    this.words = new SlidesWords(messages);
    this.out = out;
    this.err = err;
  }

  /** Tells of one deck; the exit status that it asks for. */
  int add(DeckOutcome outcome) {
    decks++;
    if (outcome instanceof DeckOutcome.Unreadable unreadable) {
      err.say(unreadable.problem().describe(messages));
      return ReplayCommand.UNREADABLE;
    }
    DeckOutcome.Ran ran = (DeckOutcome.Ran) outcome;
    commands += ran.commands().size();
    good += (int) ran.good();
    out.say(
        messages.get(
            "slides.deck", ran.file(), ran.deck().slides().size(), words.kind(ran.deck().kind())));
    if (!ran.commands().isEmpty()) {
      out.say("  " + words.engine(ran.engine()));
    }
    ran.deck().slides().forEach(slide -> slide(slide, ran));
    if (ran.commands().isEmpty()) {
      out.flush();
      err.say(messages.get("slides.empty", ran.file()));
      return ReplayCommand.UNREADABLE;
    }
    out.say("  " + words.tally(ran));
    return ran.isGood() ? ReplayCommand.SAME : ReplayCommand.DIFFERENT;
  }

  private void slide(Deck.Slide slide, DeckOutcome.Ran ran) {
    List<Judged> judged =
        ran.commands().stream().filter(c -> c.played().slide().equals(slide)).toList();
    List<DeckOutcome.Shown> shown =
        ran.shown().stream().filter(s -> s.slide().equals(slide)).toList();
    if (!judged.isEmpty() || !shown.isEmpty()) {
      out.say("  " + words.slide(slide));
    }
    judged.forEach(this::command);
    for (DeckOutcome.Shown one : shown) {
      row(messages.get("slides.in-text"), one.statement().line(), one.statement().text());
      out.say(TextLine.of(" ".repeat(TEXT) + words.shown(one)).hanging(TEXT));
    }
  }

  private void command(Judged judged) {
    row(words.verdict(judged.verdict()), judged.played().line(), SlidesWords.command(judged));
    if (!judged.verdict().isGood()) {
      List<String> lines = words.explanation(judged).lines().toList();
      boolean told = judged.verdict() == Verdict.PRESUMED || judged.played().output().isEmpty();
      int more = lines.size() - MOST_LINES;
      // What fails says so at its end.
      int last = more > 0 && !judged.played().isPrinted() ? LAST_LINES : 0;
      int first = Math.min(lines.size(), MOST_LINES) - last;
      quote(lines.subList(0, first), told);
      if (more > 0) {
        out.say(QUOTE + messages.get("slides.more", more));
      }
      quote(lines.subList(lines.size() - last, lines.size()), told);
    }
  }

  /**
   * Quotes lines.
   *
   * @param told whether they are words of the report, which may be broken
   */
  private void quote(List<String> lines, boolean told) {
    for (String line : lines) {
      if (told) {
        out.say(TextLine.of(QUOTE + line).hanging(QUOTE.length()));
      } else {
        out.quote(QUOTE + line + "\n");
      }
    }
  }

  private void row(String what, int line, String text) {
    String format = " ".repeat(MARGIN) + "%-" + VERDICT + "s %" + LINE + "d  ";
    out.say(
        TextLine.of(String.format(Locale.ROOT, format, what, line) + text.stripTrailing())
            .hanging(TEXT));
  }

  void summarise() {
    if (decks > 1) {
      int percent = commands == 0 ? 0 : 100 * good / commands;
      out.say(messages.get("slides.summary", decks, commands, good, percent));
    }
    out.flush();
  }
}
