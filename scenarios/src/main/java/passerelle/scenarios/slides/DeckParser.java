package passerelle.scenarios.slides;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
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
  private static final String BYTE_ORDER_MARK = "\ufeff";
  private static final String SEPARATOR = "---";
  private static final String NOTES = "???";
  private static final Pattern REMARK =
      Pattern.compile(
          "(?:class|name|layout|template|count): ?.*|\\?\\?\\?|\\.[a-z-]+(?:\\..*)?\\[.*");
  private static final Pattern FRONT_MATTER = Pattern.compile("[\\w-]+:(?: .*)?|\\s+.*|- .*|#.*|");

  /** Blanks that may stand before the mark of a quotation. */
  private static final int QUOTE_INDENT = 3;

  private static final Pattern ITEM = Pattern.compile("\\s*(?:[-*+]|\\d{1,3}[.)])\\s.*|\\s+\\S.*");

  private static final Pattern HEADING = Pattern.compile("#{1,6}\\s+(.*?)\\s*#*");
  static final Pattern CODE = Pattern.compile("(`+)(?!`)(.+?)(?<!`)\\1(?!`)");

  /** What begins a block of code in reStructuredText. */
  private static final Pattern DIRECTIVE =
      Pattern.compile("\\s*\\.\\. (?:code-block|code|sourcecode|prompt)::\\s*([\\w-]*).*");

  /** Code in running text that Katacoda and Killercoda run at a click. */
  private static final Pattern CLICKED =
      Pattern.compile("(?<!`)`([^`]{1,1000})`\\{\\{\\s*exec(?:ute)?\\b[^{}]{0,40}\\}\\}");

  private static final Pattern INDENTED = Pattern.compile("(?: {4}|\t)(.*)");
  private final String file;
  private final List<String> lines;

  /** What ends fences, and stands nowhere below: nobody has to look for it again. */
  private final Set<String> unclosed = new HashSet<>();

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
    lines = (text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text).lines().toList();
  }

  Deck parse() throws TranscriptException {
    frontMatter();
    kind = isRemark() ? Kind.REMARK : Kind.HEADINGS;
    begin = next + 1;
    while (next < lines.size()) {
      next++;
      line(unquoted(next - 1));
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
    Optional<CodeFence> fence = CodeFence.of(line, next < lines.size() ? unquoted(next) : "");
    if (comment || line.strip().startsWith("<!--")) {
      comment = !line.contains("-->");
    } else if (fence.isPresent()) {
      fence(fence.get());
    } else if (kind == Kind.REMARK && line.stripTrailing().equals(SEPARATOR)) {
      endSlide();
    } else if (kind == Kind.REMARK && line.stripTrailing().equals("--")) {
      notes = false;
      lead.append(line).append('\n');
    } else if (kind == Kind.REMARK && line.stripTrailing().equals(NOTES)) {
      notes = true;
    } else if (!notes) {
      text(line);
    }
  }

  /** A line without the marks of a quotation: what is quoted is read like the rest. */
  private String unquoted(int index) {
    return lines.get(index).substring(quotation(lines.get(index)));
  }

  /** How long the marks of a quotation are before a line. */
  private static int quotation(String line) {
    int end = 0;
    int at = 0;
    while (at < line.length() && at - end <= QUOTE_INDENT && " >".indexOf(line.charAt(at)) >= 0) {
      if (line.charAt(at++) == '>') {
        at += at < line.length() && line.charAt(at) == ' ' ? 1 : 0;
        end = at;
      }
    }
    return end;
  }

  private void fence(CodeFence fence) {
    boolean quoted = quotation(lines.get(next - 1)) > 0;
    next += fence.lines() - 1;
    int begin = next;
    int end = end(fence);
    List<String> content = new ArrayList<>();
    fence.first().ifPresent(text -> content.add(fence.decoded().apply(text)));
    for (int i = begin; i < end; i++) {
      content.add(fence.content(quoted ? unquoted(i) : lines.get(i)));
    }
    boolean closed = end < lines.size() && fence.isEnd(unquoted(end));
    Optional<String> last = closed ? fence.last(unquoted(end)) : Optional.empty();
    last.ifPresent(text -> content.add(fence.content(text)));
    next = closed ? end + 1 : end;
    if (!notes) {
      boolean click = closed && fence.isClick(unquoted(end));
      int line = fence.first().isPresent() ? begin : begin + 1;
      blocks.add(block(line, click ? "sh" : fence.info(), content));
    }
  }

  /**
   * The line that ends a block. Where its author has forgotten that, so that the next block or the
   * text would be taken for its content, it is the first empty one.
   */
  private int end(CodeFence fence) {
    int end = unclosed.contains(fence.end().pattern()) ? lines.size() : next;
    while (end < lines.size() && !fence.isEnd(unquoted(end))) {
      boolean another =
          CodeFence.of(unquoted(end), "")
              .filter(f -> !f.info().isEmpty() && f.end().pattern().equals(fence.end().pattern()))
              .isPresent();
      if (another && !fence.info().matches("md|markdown|")) {
        return BareCommands.end(lines, next, end);
      }
      end++;
    }
    if (end < lines.size()) {
      return end;
    }
    unclosed.add(fence.end().pattern());
    return BareCommands.end(lines, next, end);
  }

  private CodeBlock block(int line, String info, List<String> content) {
    if (NotebookCell.is(info, content)) {
      return block(line, "sh", NotebookCell.commands(content));
    }
    String before = lead.toString().strip();
    lead.setLength(0);
    return new CodeBlock(
        line,
        info,
        before,
        SlashComments.hashed(
            content.stream().map(l -> CodeLine.plain(l, kind == Kind.REMARK)).toList()));
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
      indentedBlock("console");
      return;
    }
    if (BareCommands.beginsSession(next > 1 ? unquoted(next - 2) : "", line)) {
      paragraph();
      return;
    }
    if (INDENTED.matcher(line).matches() && isAfterText()) {
      indentedBlock("");
      return;
    }
    Matcher directive = DIRECTIVE.matcher(line);
    if (directive.matches()) {
      directive(directive.group(1).toLowerCase(Locale.ROOT), indent(line));
      return;
    }
    Matcher click = CLICKED.matcher(line);
    if (click.find()) {
      blocks.add(block(next, "sh", clicked(click)));
      return;
    }
    Optional<String> item = BareCommands.item(line).or(() -> alone(line));
    if (item.isPresent()) {
      blocks.add(block(next, "sh", List.of(item.get())));
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

  private Optional<String> alone(String line) {
    String before = next > 1 ? unquoted(next - 2) : "";
    return BareCommands.alone(before, line, next < lines.size() ? unquoted(next) : "");
  }

  /** The commands of a line that a click runs. */
  private static List<String> clicked(Matcher first) {
    List<String> commands = new ArrayList<>();
    do {
      commands.add(first.group(1).strip());
    } while (first.find());
    return commands;
  }

  /** How an indented block of Python's Markdown says its language, in a line above it. */
  private static final Pattern TOLD = Pattern.compile("(?::::|#!)([a-z]+)\\s*");

  /** An indented line is code where a prompt begins it; it may be a list's text otherwise. */
  private static boolean startsIndentedBlock(String line) {
    Matcher indented = INDENTED.matcher(line);
    if (!indented.matches()) {
      return false;
    }
    String code = indented.group(1).strip();
    return code.matches("\\$[a-z]+ .*")
        || LoosePrompt.of(code)
            .filter(p -> !(p.where() instanceof Where.Root) && !p.rest().isEmpty())
            .isPresent();
  }

  /** Whether a heading stands before this line, or an empty line and no list before that. */
  private boolean isAfterText() {
    int before = next - 2;
    if (before >= 0 && HEADING.matcher(unquoted(before)).matches()) {
      return true;
    }
    if (before < 0 || !unquoted(before).isBlank()) {
      return false;
    }
    while (before >= 0 && unquoted(before).isBlank()) {
      before--;
    }
    return before < 0 || !ITEM.matcher(unquoted(before)).matches();
  }

  private void indentedBlock(String info) {
    int first = next--;
    int indent = indent(unquoted(next));
    List<String> content = new ArrayList<>();
    while (next < lines.size()
        && (unquoted(next).isBlank() || INDENTED.matcher(unquoted(next)).matches())) {
      String line = unquoted(next++);
      content.add(line.substring(Math.min(indent, line.length() - line.stripLeading().length())));
    }
    Matcher told = TOLD.matcher(content.get(0));
    blocks.add(
        told.matches()
            ? block(first + 1, told.group(1), content.subList(1, content.size()))
            : block(first, info, content));
  }

  /** The block that a paragraph is. */
  private void paragraph() {
    int first = next--;
    List<String> content = new ArrayList<>();
    while (next < lines.size() && !unquoted(next).isBlank()) {
      content.add(unquoted(next++));
    }
    blocks.add(block(first, "console", content));
  }

  /** The block of a directive: what stands below it, further in than that, but for its options. */
  private void directive(String info, int outer) {
    while (next < lines.size()
        && (unquoted(next).isBlank() || unquoted(next).matches("\\s+:[\\w-]+:.*"))) {
      next++;
    }
    int first = next;
    int inner = next < lines.size() ? indent(unquoted(next)) : 0;
    List<String> content = new ArrayList<>();
    while (inner > outer
        && next < lines.size()
        && (unquoted(next).isBlank() || indent(unquoted(next)) >= inner)) {
      String line = unquoted(next++);
      content.add(line.substring(Math.min(inner, line.length())));
    }
    if (!notes) {
      blocks.add(block(first + 1, info, content));
    }
  }

  private static int indent(String line) {
    return line.length() - line.stripLeading().length();
  }

  private void endSlide() {
    if (!title.isEmpty() || !blocks.isEmpty() || !statements.isEmpty()) {
      slides.add(
          new Slide(
              slides.size() + 1,
              title,
              begin,
              List.copyOf(blocks),
              lead.toString().strip(),
              List.copyOf(statements)));
    }
    blocks = new ArrayList<>();
    statements = new ArrayList<>();
    lead.setLength(0);
    title = "";
    notes = false;
    begin = next + 1;
  }
}
