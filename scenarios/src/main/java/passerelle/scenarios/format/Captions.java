package passerelle.scenarios.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.text.Language;

/**
 * The texts of a Markdown file in another language: a comment {@code <!-- fr: ... -->} says what
 * stands above it, up to the heading, fence, mark of a slide or comment before that, or that
 * heading itself where nothing stands between. Replays do not look at comments, so the commands and
 * their outputs are there once.
 */
public final class Captions {
  private static final Pattern BEGIN = Pattern.compile("\\s{0,3}<!--\\s*(en|fr):(?:\\s+(.*))?");
  private static final Pattern END = Pattern.compile("(.*?)\\s*-->\\s*");
  private static final Pattern FENCE = Pattern.compile("\\s*(```+|~~~+).*");
  private static final Pattern HEADING = Pattern.compile("(#{1,6}\\s+).*");

  /** What parts the texts of a file besides fences and headings: remark's marks of slides. */
  private static final Pattern MARK =
      Pattern.compile("---?|\\]|\\?\\?\\?|\\.[a-z-]+(?:\\..*)?\\[.*|(?:class|name|count): ?.*");

  private final Language language;
  private final List<String> lines = new ArrayList<>();
  private final List<Caption> captions = new ArrayList<>();

  /** Lines of the file at which something begins that is in one language only. */
  private final List<Integer> alone = new ArrayList<>();

  /** The first line of the text that a caption may stand for. */
  private int text;

  /** The line of the file at which what has no caption so far begins; 0 for nothing. */
  private int open;

  private boolean openHeading;
  private boolean notes;

  /**
   * A text and what a comment says it is in another language.
   *
   * @param line of the comment, from 1
   * @param original empty where the comment stands for nothing
   * @param translated what stands in the comment
   */
  public record Caption(int line, Language language, String original, String translated) {}

  private Captions(Language language) {
    this.language = language;
  }

  /** A file with its texts in a language, where they are there in that. */
  public static String in(Language language, String markdown) {
    Captions captions = new Captions(language);
    captions.read(markdown.lines().toList());
    return String.join("\n", captions.lines) + "\n";
  }

  /** What a file has in other languages, in its order. */
  public static List<Caption> of(String markdown) {
    Captions captions = new Captions(Language.EN);
    captions.read(markdown.lines().toList());
    return List.copyOf(captions.captions);
  }

  /** The lines at which a heading or a text begins below which no caption stands. */
  public static List<Integer> missing(String markdown) {
    Captions captions = new Captions(Language.EN);
    captions.read(markdown.lines().toList());
    return List.copyOf(captions.alone);
  }

  private void read(List<String> source) {
    Optional<String> fence = Optional.empty();
    int i = frontMatter(source);
    while (i < source.size()) {
      String line = source.get(i);
      Matcher mark = FENCE.matcher(line);
      Matcher begin = BEGIN.matcher(line);
      int end = fence.isEmpty() && begin.matches() ? end(source, i) : -1;
      if (end >= 0) {
        caption(source, begin, i, end);
        i = end + 1;
        continue;
      }
      if (mark.matches() && (fence.isEmpty() || mark.group(1).startsWith(fence.get()))) {
        fence = fence.isEmpty() ? Optional.of(mark.group(1)) : Optional.empty();
        close();
        add(line, true);
      } else if (fence.isPresent()) {
        add(line, true);
      } else {
        text(line, i + 1);
      }
      i++;
    }
    close();
  }

  private void text(String line, int number) {
    boolean heading = HEADING.matcher(line).matches();
    boolean mark = MARK.matcher(line.strip()).matches();
    if (heading || mark || openHeading && !line.isBlank()) {
      close();
    }
    notes = mark ? line.strip().equals("???") || notes && !line.startsWith("--") : notes;
    if (open == 0 && !mark && !notes && !line.isBlank()) {
      open = number;
      openHeading = heading;
    }
    add(line, heading || mark);
  }

  private void close() {
    if (open > 0) {
      alone.add(open);
    }
    open = 0;
    openHeading = false;
  }

  private int frontMatter(List<String> source) {
    int end = !source.isEmpty() && source.get(0).equals("---") ? source.indexOf("---") : -1;
    if (end == 0) {
      int close = source.subList(1, source.size()).indexOf("---");
      boolean yaml =
          close >= 0
              && source.subList(1, close + 1).stream()
                  .allMatch(l -> l.matches("[\\w-]+:(?: .*)?|\\s+.*|- .*|#.*|"));
      end = yaml ? close + 2 : 0;
    }
    source.subList(0, Math.max(0, end)).forEach(line -> add(line, true));
    return Math.max(0, end);
  }

  private void add(String line, boolean parts) {
    lines.add(line);
    if (parts) {
      text = lines.size();
    }
  }

  private static int end(List<String> source, int from) {
    for (int i = from; i < source.size(); i++) {
      if (END.matcher(source.get(i)).matches()) {
        return i;
      }
    }
    return -1;
  }

  private void caption(List<String> source, Matcher begin, int from, int end) {
    StringBuilder said = new StringBuilder();
    for (int i = from; i <= end; i++) {
      String line = i == from ? Optional.ofNullable(begin.group(2)).orElse("") : source.get(i);
      Matcher close = END.matcher(line);
      said.append(i == end && close.matches() ? close.group(1) : line).append('\n');
    }
    Language spoken = Language.of(begin.group(1)).orElseThrow();
    String translated = said.toString().strip();
    String original = String.join("\n", lines.subList(text, lines.size())).strip();
    boolean heading = original.isEmpty() && text > 0 && isHeading(text - 1);
    captions.add(
        new Caption(
            from + 1, spoken, heading ? lines.get(text - 1).strip() : original, translated));
    if (spoken == language && heading) {
      Matcher mark = HEADING.matcher(lines.get(text - 1));
      lines.set(text - 1, (mark.matches() ? mark.group(1) : "") + translated);
    } else if (spoken == language && !original.isEmpty()) {
      lines.subList(text, lines.size()).clear();
      lines.addAll(translated.lines().toList());
      lines.add("");
    }
    text = lines.size();
    open = 0;
    openHeading = false;
  }

  private boolean isHeading(int line) {
    return HEADING.matcher(lines.get(line)).matches();
  }
}
