package passerelle.scenarios.slides;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a block of code begins with, in the Markdowns there are: the fences of CommonMark, also
 * within a list or a quotation; Jekyll's {@code {% highlight %}}, Hugo's {@code {{< highlight >}}},
 * AsciiDoc's listing and HTML's {@code <pre>}.
 *
 * @param indent columns before it, which its lines have, too
 * @param info the first word behind it, in lower case; nothing if there is none
 * @param first what stands behind it in its own line, if that is content
 * @param lines how many lines it takes
 * @param end what ends the block; what stands before that in its line is content
 * @param decoded what a line means
 */
record CodeFence(
    int indent,
    String info,
    Optional<String> first,
    int lines,
    Pattern end,
    UnaryOperator<String> decoded) {
  private static final Pattern MARKDOWN =
      Pattern.compile(
          "(?<indent>\\s*(?:(?:[-*+]|\\d{1,3}[.)])\\s+)?)(?<marker>`{3,}|~{3,})\\s*\\{?\\.?(?<info>[\\w-]*)[^`]*");

  /** Code in running text that takes several lines, and that a click runs. */
  private static final Pattern SPAN = Pattern.compile("(?<indent>\\s*)`(?<info>)\\s*");

  private static final Pattern LIQUID =
      Pattern.compile("(?<indent>\\s*)\\{%-?\\s*highlight\\s+(?<info>[\\w-]+).*%\\}\\s*");
  private static final Pattern LIQUID_END = Pattern.compile("\\{%-?\\s*endhighlight\\b.*");
  private static final Pattern HUGO =
      Pattern.compile(
          "(?<indent>\\s*)\\{\\{[<%]\\s*(?<name>highlight|command)\\b\\s*\"?(?<info>[\\w-]*).*[>%]\\}\\}\\s*");
  private static final Pattern HUGO_END =
      Pattern.compile("\\{\\{[<%]\\s*/\\s*(?:highlight|command)\\s*[>%]\\}\\}.*");
  private static final Pattern ASCIIDOC =
      Pattern.compile("\\[(?:source|listing)(?:%\\w+)?(?:,\\s*(?<info>[\\w-]+))?.*\\]\\s*");
  private static final Pattern LISTING = Pattern.compile("(-{4,}|\\.{4,})\\s*");
  private static final Pattern PRE =
      Pattern.compile(
          "(?<indent>\\s*)<pre(?:\\s[^>]*)?>(?:<code(?:\\s+class=\"(?:language-)?(?<info>[\\w-]+)[^>]*|\\s[^>]*)?>)?(?<first>.*)",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern PRE_END =
      Pattern.compile("(?:</code>)?</pre>.*", Pattern.CASE_INSENSITIVE);

  /** What a fence of Katacoda may end with: a click runs it. */
  private static final String CLICK = "(?<click>\\{\\{\\s*exec(?:ute)?\\b.*\\}\\})?";

  /** Tags within {@code <pre>}; anything else between angles is a reader's to fill in. */
  private static final Pattern TAG =
      Pattern.compile("</?(?:code|span|b|i|em|strong|mark|font|a|br|kbd|u)(?:\\s[^<>]*)?/?>");

  private static final Pattern ENTITY = Pattern.compile("&(lt|gt|amp|quot|apos|nbsp|#39);");
  private static final Map<String, String> ENTITIES =
      Map.of("lt", "<", "gt", ">", "amp", "&", "quot", "\"", "apos", "'", "#39", "'", "nbsp", " ");
  private static final Pattern RAW = Pattern.compile("\\{%-?\\s*(?:end)?raw\\s*-?%\\}");

  /**
   * The fence that a line is.
   *
   * @param next the line below it
   */
  static Optional<CodeFence> of(String line, String next) {
    Matcher markdown = MARKDOWN.matcher(line);
    if (markdown.matches()) {
      String marker = markdown.group("marker");
      String sign = marker.substring(0, 1);
      Pattern end = Pattern.compile(sign + "{" + marker.length() + ",}\\s*" + CLICK);
      return Optional.of(fence(markdown, end));
    }
    Matcher span = SPAN.matcher(line);
    if (span.matches()) {
      return Optional.of(fence(span, Pattern.compile("`\\s*" + CLICK)));
    }
    Matcher liquid = LIQUID.matcher(line);
    if (liquid.matches()) {
      return Optional.of(fence(liquid, LIQUID_END));
    }
    Matcher hugo = HUGO.matcher(line);
    if (hugo.matches()) {
      boolean command = hugo.group("name").equals("command");
      CodeFence fence = fence(hugo, HUGO_END);
      return Optional.of(command ? fence.saying("sh") : fence);
    }
    Matcher pre = PRE.matcher(line);
    return pre.matches() ? Optional.of(html(pre)) : listing(line, next);
  }

  private static CodeFence fence(Matcher begin, Pattern end) {
    String info = begin.group("info").toLowerCase(Locale.ROOT);
    int indent = begin.group("indent").length();
    return new CodeFence(indent, info, Optional.empty(), 1, end, CodeFence::withoutRaw);
  }

  private static CodeFence html(Matcher begin) {
    String info = begin.group("info") == null ? "" : begin.group("info").toLowerCase(Locale.ROOT);
    Optional<String> first = Optional.of(begin.group("first")).filter(text -> !text.isBlank());
    return new CodeFence(0, info, first, 1, PRE_END, CodeFence::text);
  }

  private static Optional<CodeFence> listing(String line, String next) {
    Matcher source = ASCIIDOC.matcher(line);
    if (!source.matches() || !LISTING.matcher(next).matches()) {
      return Optional.empty();
    }
    String info = source.group("info") == null ? "" : source.group("info");
    Pattern end = Pattern.compile(Pattern.quote(next.strip()));
    return Optional.of(
        new CodeFence(
            0, info.toLowerCase(Locale.ROOT), Optional.empty(), 2, end, CodeFence::withoutRaw));
  }

  private static String withoutRaw(String line) {
    return RAW.matcher(line).replaceAll("");
  }

  private static String text(String line) {
    String plain = TAG.matcher(withoutRaw(line)).replaceAll("");
    return ENTITY
        .matcher(plain)
        .replaceAll(m -> Matcher.quoteReplacement(ENTITIES.get(m.group(1))));
  }

  /** The same fence with another word behind it. */
  CodeFence saying(String other) {
    return new CodeFence(indent, other, first, lines, end, decoded);
  }

  /** Whether this is HTML, where the end may stand behind content. */
  private boolean isHtml() {
    return end == PRE_END;
  }

  /** Whether a line ends the block. */
  boolean isEnd(String line) {
    Matcher m = end.matcher(isHtml() ? line : line.strip());
    return isHtml() ? m.find() : m.matches();
  }

  /** What stands before the end in its line, if that is content. */
  Optional<String> last(String line) {
    Matcher m = end.matcher(line);
    return isHtml() && m.find()
        ? Optional.of(line.substring(0, m.start())).filter(text -> !text.isBlank())
        : Optional.empty();
  }

  /** Whether the line that ends the block makes it one to click at. */
  boolean isClick(String line) {
    Matcher m = end.matcher(line.strip());
    return end.pattern().endsWith(CLICK) && m.matches() && m.group("click") != null;
  }

  /** A line of the block as it is meant. */
  String content(String line) {
    int blanks = 0;
    while (blanks < indent
        && blanks < line.length()
        && Character.isWhitespace(line.charAt(blanks))) {
      blanks++;
    }
    return decoded.apply(line.substring(blanks));
  }
}
