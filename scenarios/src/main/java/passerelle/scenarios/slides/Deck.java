package passerelle.scenarios.slides;

import java.util.List;
import passerelle.scenarios.format.FrontMatter;
import passerelle.scenarios.format.TranscriptException;

/**
 * Slides, or a tutorial whose sections are taken for slides.
 *
 * @param file the name by which messages call it
 * @param kind how its slides are told apart
 * @param frontMatter what it says about itself, as far as Passerelle knows the keys
 * @param slides in the order of the file, those without a title included
 */
public record Deck(String file, Kind kind, FrontMatter frontMatter, List<Slide> slides) {
  /** How the slides of a deck are told apart. */
  public enum Kind {
    /** Slides of remark, between lines of {@code ---}. */
    REMARK,
    /** Any other Markdown: each heading begins one. */
    HEADINGS
  }

  /**
   * A slide.
   *
   * @param number from 1
   * @param title its first heading, or nothing
   * @param line the line of the file at which it begins, from 1
   * @param blocks its code blocks
   * @param rest the text behind the last of them
   * @param statements the code in its running text
   */
  public record Slide(
      int number,
      String title,
      int line,
      List<CodeBlock> blocks,
      String rest,
      List<Statement> statements) {}

  /**
   * A code block.
   *
   * @param line the line of the file at which its content begins, from 1
   * @param info the first word behind its fence, in lower case; nothing if there is none
   * @param lead the text between it and the block before it
   * @param lines its content, without the indentation of the fence
   */
  public record CodeBlock(int line, String info, String lead, List<String> lines) {}

  /**
   * Code in running text.
   *
   * @param line its line in the file, from 1
   * @param text what stands between the backticks
   */
  public record Statement(int line, String text) {}

  /**
   * Reads a deck.
   *
   * @param file the name by which messages call it
   * @throws TranscriptException if its front matter names an engine that there is not
   */
  public static Deck parse(String file, String text) throws TranscriptException {
    return new DeckParser(file, text).parse();
  }
}
