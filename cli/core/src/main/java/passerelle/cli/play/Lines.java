package passerelle.cli.play;

import java.util.ArrayList;
import java.util.List;
import passerelle.text.TextLine;
import passerelle.text.Tone;
import passerelle.text.Visible;

/** What is shown of beats. */
public final class Lines {
  private Lines() {}

  /** A heading, a text, a question, an answer. */
  public static List<TextLine> of(Beat beat, Stage stage) {
    if (beat instanceof Beat.Heading heading) {
      return heading(heading, stage);
    }
    if (beat instanceof Beat.Text text) {
      List<TextLine> lines = new ArrayList<>(space(beat, stage));
      lines.addAll(paragraphs(text.lines()));
      return lines;
    }
    if (beat instanceof Beat.Listing listing) {
      return listing.lines().stream().map(line -> TextLine.of("    " + Visible.of(line))).toList();
    }
    if (beat instanceof Beat.Asked asked) {
      return question(asked, stage);
    }
    return beat instanceof Beat.Told told ? paragraphs(stage.told(told.exercise())) : List.of();
  }

  /** Between what a command prints and a text. */
  private static List<TextLine> space(Beat beat, Stage stage) {
    int before = stage.piece().beats().indexOf(beat) - 1;
    boolean printed = before >= 0 && stage.piece().beats().get(before) instanceof Beat.Command;
    return printed ? List.of(TextLine.EMPTY) : List.of();
  }

  private static List<TextLine> heading(Beat.Heading heading, Stage stage) {
    String number = heading.number() + "/" + stage.piece().chapters().size();
    TextLine line = TextLine.of(Tone.HEADING, number + "  " + Visible.of(heading.title()));
    return heading.number() == 1
        ? List.of(line, TextLine.EMPTY)
        : List.of(TextLine.EMPTY, line, TextLine.EMPTY);
  }

  private static List<TextLine> question(Beat.Asked asked, Stage stage) {
    ArrayList<TextLine> lines = new java.util.ArrayList<>();
    lines.add(TextLine.of(Tone.HEADING, stage.session().messages().get("play.predict")));
    lines.addAll(paragraphs(asked.exercise().question().lines()));
    return lines;
  }

  private static List<TextLine> paragraphs(List<String> texts) {
    ArrayList<TextLine> lines = new java.util.ArrayList<>();
    texts.forEach(text -> lines.add(TextLine.markdown(Visible.of(text))));
    lines.add(TextLine.EMPTY);
    return lines;
  }
}
