package passerelle.scenarios.slides;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.engine.EngineVersion;
import passerelle.scenarios.format.FrontMatter;
import passerelle.scenarios.format.LoosePrompt;
import passerelle.scenarios.format.TranscriptException;
import passerelle.scenarios.format.Where;
import passerelle.scenarios.slides.Deck.CodeBlock;
import passerelle.scenarios.slides.Deck.Kind;
import passerelle.scenarios.slides.Deck.Slide;
import passerelle.scenarios.slides.Deck.Statement;
import passerelle.text.Language;

/** Takes a deck apart, line by line. Whatever the text, it is some deck. */
final class DeckParser {
  private static final String SEPARATOR = "---";
  private static final String NOTES = "???";
  private static final Pattern REMARK =
      Pattern.compile(
          "(?:class|name|layout|template|count): ?.*|\\?\\?\\?|\\.[a-z-]+(?:\\..*)?\\[.*");
  private static final Pattern FRONT_MATTER = Pattern.compile("[\\w-]+:(?: .*)?|\\s+.*|- .*|#.*|");
  private static final Pattern FENCE =
      Pattern.compile("(\\s*)(?:[-*+>] )?(`{3,}|~{3,})\\s*\\{?\\.?([\\w-]*)[^`]*");

  /** What a fence of Katacoda may end with: a click runs it. */
  private static final Pattern CLICK = Pattern.compile("\\{\\{\\s*exec(?:ute)?\\b.*\\}\\}");

  /** The fence of Jekyll's Liquid. */
  private static final Pattern LIQUID =
      Pattern.compile("(\\s*)()\\{%-?\\s*highlight\\s+([\\w-]+).*%\\}\\s*");

  private static final Pattern LIQUID_END = Pattern.compile("\\{%-?\\s*endhighlight\\b.*");
  private static final Pattern HEADING = Pattern.compile("#{1,6}\\s+(.*?)\\s*#*");
  private static final Pattern CODE = Pattern.compile("(`+)(?!`)(.+?)(?<!`)\\1(?!`)");
  private static final Pattern INDENTED = Pattern.compile("(?: {4}|\t)(.*)");
  private static final Pattern HIGHLIGHT =
      Pattern.compile("\\*+(?:\\s*(?=[$#/]|\\S+[$#] )|(?=[^\\s*]))");

  private final String file;
  private final List<String> lines;
  private final List<Slide> slides = new ArrayList<>();
  private List<CodeBlock> blocks = new ArrayList<>();
  private List<Statement> statements = new ArrayList<>();
  private final StringBuilder lead = new StringBuilder();
  private String title = "";
  private int begin = 1;
  private int next;
  private boolean notes;
  private boolean comment;
  private Kind kind = Kind.HEADINGS;
  private Optional<String> engine = Optional.empty();
  private Optional<String> images = Optional.empty();
  private Language language = Language.EN;

  DeckParser(String file, String text) {
    this.file = file;
    lines = text.lines().toList();
  }

  Deck parse() throws TranscriptException {
    frontMatter();
    kind = isRemark() ? Kind.REMARK : Kind.HEADINGS;
    begin = next + 1;
    while (next < lines.size()) {
      line(lines.get(next++));
    }
    endSlide();
    FrontMatter none = FrontMatter.NONE;
    return new Deck(
        file,
        kind,
        new FrontMatter(none.title(), engine, none.kernels(), images, language, none.tags()),
        List.copyOf(slides));
  }

  /** YAML of any site generator; of it only what Passerelle knows is read. */
  private void frontMatter() throws TranscriptException {
    if (lines.isEmpty() || !lines.get(0).equals(SEPARATOR)) {
      return;
    }
    int end = 1;
    while (end < lines.size() && !lines.get(end).equals(SEPARATOR)) {
      if (!FRONT_MATTER.matcher(lines.get(end)).matches()) {
        return;
      }
      end++;
    }
    if (end == lines.size()) {
      return;
    }
    for (int i = 1; i < end; i++) {
      property(i + 1, lines.get(i));
    }
    next = end + 1;
  }

  private void property(int line, String text) throws TranscriptException {
    String value = text.substring(text.indexOf(':') + 1).strip().replaceAll("^[\"']|[\"']$", "");
    if (text.startsWith("engine:")) {
      if (EngineVersion.of(value).isEmpty()) {
        String known = String.join(", ", EngineVersion.labels());
        throw TranscriptException.at(file, line, "front-matter.unknown", "engine", value, known);
      }
      engine = Optional.of(value);
    } else if (text.startsWith("images:")) {
      images = Optional.of(value);
    } else if (text.startsWith("lang:")) {
      language = Language.of(value).orElse(language);
    }
  }

  private boolean isRemark() {
    List<String> rest = lines.subList(next, lines.size());
    return rest.contains(SEPARATOR) && rest.stream().anyMatch(l -> REMARK.matcher(l).matches());
  }

  private void line(String line) {
    Matcher fence = FENCE.matcher(line);
    Matcher liquid = LIQUID.matcher(line);
    if (comment || line.strip().startsWith("<!--")) {
      comment = !line.contains("-->");
    } else if (fence.matches()) {
      fence(fence);
    } else if (liquid.matches()) {
      fence(liquid);
    } else if (kind == Kind.REMARK && line.stripTrailing().equals(SEPARATOR)) {
      endSlide();
    } else if (kind == Kind.REMARK && line.stripTrailing().equals("--")) {
      notes = false;
    } else if (kind == Kind.REMARK && line.stripTrailing().equals(NOTES)) {
      notes = true;
    } else if (!notes) {
      text(line);
    }
  }

  private void fence(Matcher fence) {
    int first = next;
    List<String> content = new ArrayList<>();
    String info = fence.group(3).toLowerCase(Locale.ROOT);
    while (next < lines.size()) {
      String line = lines.get(next++);
      if (closes(line.strip(), fence.group(2))) {
        info = CLICK.matcher(line).find() ? "sh" : info;
        break;
      }
      content.add(unindented(line, fence.group(1).length()));
    }
    if (!notes) {
      blocks.add(block(first + 1, info, content));
    }
  }

  /** Whether a line ends a block that a marker has begun; Liquid has none. */
  private static boolean closes(String line, String marker) {
    if (marker.isEmpty()) {
      return LIQUID_END.matcher(line).matches();
    }
    String end = CLICK.matcher(line).replaceFirst("").strip();
    return end.length() >= marker.length() && end.chars().allMatch(c -> c == marker.charAt(0));
  }

  private static String unindented(String line, int most) {
    int blanks = 0;
    while (blanks < most && blanks < line.length() && Character.isWhitespace(line.charAt(blanks))) {
      blanks++;
    }
    return line.substring(blanks);
  }

  private CodeBlock block(int line, String info, List<String> content) {
    List<String> plain =
        kind == Kind.REMARK ? content.stream().map(DeckParser::unlit).toList() : content;
    String before = lead.toString().strip();
    lead.setLength(0);
    return new CodeBlock(line, info, before, List.copyOf(plain));
  }

  /** A line of code without remark's highlights: an asterisk before it, backticks within. */
  private static String unlit(String line) {
    Matcher star = HIGHLIGHT.matcher(line);
    String plain = star.lookingAt() ? line.substring(star.end()) : line;
    // What stands between backticks and is a command line itself is a shell's substitution.
    return CODE.matcher(plain)
        .replaceAll(
            m ->
                Matcher.quoteReplacement(
                    m.start() > 0
                            && m.group(2).matches("(?:docker|ip|hostname|cat|cut|pwd|id)\\b.*")
                            && !plain.substring(0, m.start()).matches("\\S*[$#] ")
                        ? m.group()
                        : m.group(2)));
  }

  private void text(String line) {
    Matcher heading = HEADING.matcher(line);
    if (heading.matches()) {
      if (kind == Kind.HEADINGS) {
        next--;
        endSlide();
        next++;
      }
      title = title.isEmpty() ? heading.group(1) : title;
    }
    if (startsIndentedBlock(line)) {
      indentedBlock();
      return;
    }
    if (!heading.matches()) {
      lead.append(line).append('\n');
    }
    Matcher code = CODE.matcher(line.replaceAll("<br ?/?>", " "));
    while (code.find()) {
      statements.add(new Statement(next, code.group(2).strip()));
    }
  }

  /** An indented line is code where a prompt begins it; it may be a list's text otherwise. */
  private static boolean startsIndentedBlock(String line) {
    Matcher indented = INDENTED.matcher(line);
    return indented.matches()
        && LoosePrompt.of(indented.group(1).strip())
            .filter(p -> !(p.where() instanceof Where.Root) && !p.rest().isEmpty())
            .isPresent();
  }

  private void indentedBlock() {
    int first = next--;
    int indent = lines.get(next).length() - lines.get(next).stripLeading().length();
    List<String> content = new ArrayList<>();
    while (next < lines.size()
        && (lines.get(next).isBlank() || INDENTED.matcher(lines.get(next)).matches())) {
      content.add(unindented(lines.get(next++), indent));
    }
    blocks.add(block(first, "console", content));
  }

  private void endSlide() {
    if (!title.isEmpty() || !blocks.isEmpty() || !statements.isEmpty()) {
      slides.add(
          new Slide(slides.size() + 1, title, begin, List.copyOf(blocks), List.copyOf(statements)));
    }
    blocks = new ArrayList<>();
    statements = new ArrayList<>();
    lead.setLength(0);
    title = "";
    notes = false;
    begin = next + 1;
  }
}
