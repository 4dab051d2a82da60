package passerelle.cli.play;

import passerelle.scenarios.format.Part;
import passerelle.scenarios.format.Transcript;

/** Takes a transcript apart: headings, texts, commands. */
final class TranscriptPiece {
  private static final String FRONT_MATTER = "---";
  private static final String FENCE = "```";

  private final PieceBuilder piece;
  private boolean first = true;
  private boolean inFrontMatter;
  private boolean inFence;

  TranscriptPiece(PieceBuilder piece) {
    this.piece = piece;
  }

  void read(Transcript transcript) {
    for (Part part : transcript.parts()) {
      if (part instanceof Part.Step step) {
        piece.add(new Beat.Command(new StepCue(step)));
      } else {
        part.source().lines().map(String::stripTrailing).forEach(this::line);
      }
    }
  }

  private void line(String line) {
    if (first && line.equals(FRONT_MATTER)) {
      inFrontMatter = true;
    } else if (inFrontMatter) {
      inFrontMatter = !line.equals(FRONT_MATTER);
    } else if (line.startsWith(FENCE)) {
      inFence = !inFence;
    } else if (inFence) {
      piece.line("    " + line);
    } else if (line.matches("#{1,6} .*")) {
      piece.chapter(line.substring(line.indexOf(' ')).strip());
    } else {
      piece.line(line);
    }
    first = false;
  }
}
