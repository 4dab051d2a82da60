package passerelle.scenarios.format;

import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A transcript file, taken apart without losing a character.
 *
 * @param file the name by which messages call it
 * @param frontMatter what it says about itself
 * @param parts prose and commands in the order of the file
 */
public record Transcript(String file, FrontMatter frontMatter, List<Part> parts) {
  /**
   * Reads a transcript.
   *
   * @param file the name by which messages call it
   * @throws TranscriptException if the text breaks the format's rules
   */
  public static Transcript parse(String file, String text) throws TranscriptException {
    return new TranscriptParser(file, text).parse();
  }

  /** Whether a Markdown text has a {@code console} fence: then it wants to be a transcript. */
  public static boolean looksLikeOne(String text) {
    return text.lines().anyMatch(line -> Fence.opening(line).filter(Fence::console).isPresent());
  }

  /** The commands. */
  public List<Part.Step> steps() {
    return parts.stream().filter(Part.Step.class::isInstance).map(Part.Step.class::cast).toList();
  }

  /** The same file with other commands or expectations in the places of its own. */
  public Transcript withSteps(List<Part.Step> steps) {
    Iterator<Part.Step> next = steps.iterator();
    List<Part> replaced =
        parts.stream().map(part -> part instanceof Part.Step ? (Part) next.next() : part).toList();
    return new Transcript(file, frontMatter, replaced);
  }

  /** The text of the file. */
  public String source() {
    return parts.stream().map(Part::source).collect(Collectors.joining());
  }
}
