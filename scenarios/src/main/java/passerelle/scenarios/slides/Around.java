package passerelle.scenarios.slides;

import java.util.Optional;
import java.util.regex.Pattern;
import passerelle.scenarios.slides.Deck.CodeBlock;
import passerelle.scenarios.slides.Deck.Slide;

/** The text around a block of a deck. */
final class Around {
  private static final Pattern ARROW = Pattern.compile("(?s)\\s*(?:[-=]+>|[→⇒➜]).*");

  private Around() {}

  /**
   * The paragraphs right before and behind a block, and the title of a slide that is all it.
   *
   * @param after the next block
   */
  static String of(Slide slide, CodeBlock block, Optional<CodeBlock> after) {
    String[] before = block.lead().split("\n\\s*\n");
    String title = slide.blocks().get(0) == block ? slide.title() : "";
    return String.join(". ", title, before[before.length - 1], behind(slide, after));
  }

  /** What tells of the last command of a block: a paragraph right behind it that is an arrow's. */
  static String arrow(Slide slide, Optional<CodeBlock> after) {
    String behind = behind(slide, after);
    return ARROW.matcher(behind).matches() ? behind : "";
  }

  private static String behind(Slide slide, Optional<CodeBlock> after) {
    return after.map(CodeBlock::lead).orElse(slide.rest()).split("\n\\s*\n")[0];
  }
}
