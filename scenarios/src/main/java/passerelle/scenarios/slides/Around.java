package passerelle.scenarios.slides;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import passerelle.scenarios.format.TypedBlock.Typed;
import passerelle.scenarios.slides.Deck.CodeBlock;
import passerelle.scenarios.slides.Deck.Slide;

/** The text around a block of a deck. */
final class Around {
  private static final Pattern ARROW = Pattern.compile("(?s)\\s*(?:[-=]+>|[→⇒➜]).*");

  /** How a paragraph begins that says what comes out. */
  private static final Pattern RESULT =
      Pattern.compile(
          "(?iu)[\\s>*_]*(?:(?:résultat|resultat|sortie)s? (?:attendue?s?|obtenue?s?)|résultat\\b"
              + "|expected|result\\b|outcome|erwartet|resultado).*",
          Pattern.DOTALL);

  private static final Pattern SENTENCES = Pattern.compile("(?<=[.!?;])\\s+");

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

  /** What is expected of the last command of a block: a paragraph right behind it that says so. */
  static String expected(Slide slide, Optional<CodeBlock> after) {
    String behind = behind(slide, after);
    return RESULT.matcher(behind).matches() ? " " + behind : "";
  }

  /**
   * What is said right behind a block of one of its commands: sentences that name, as code, a word
   * that no other command there has.
   */
  static String named(Typed said, List<Typed> commands, Slide slide, Optional<CodeBlock> after) {
    Set<String> own = new HashSet<>(words(said));
    commands.stream().filter(other -> other != said).forEach(o -> own.removeAll(words(o)));
    return Stream.of(SENTENCES.split(behind(slide, after)))
        .filter(s -> own.stream().anyMatch(word -> s.contains("`" + word + "`")))
        .collect(Collectors.joining(" "));
  }

  private static List<String> words(Typed typed) {
    return List.of(typed.command().strip().split("[\\s:/]+"));
  }

  private static String behind(Slide slide, Optional<CodeBlock> after) {
    return after.map(CodeBlock::lead).orElse(slide.rest()).split("\n\\s*\n")[0];
  }
}
