package passerelle.cli.repl;

import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.EOFError;
import org.jline.reader.Highlighter;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.jline.reader.impl.DefaultParser;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import passerelle.cli.session.Completions;
import passerelle.cli.session.HereDocuments;
import passerelle.cli.session.Session;
import passerelle.cli.terminal.Turns;
import passerelle.scenarios.format.TypedBlock;

/** What JLine asks while a line is typed: is it complete, what may follow, how does it look. */
final class Reader implements Parser, Completer, Highlighter {
  private static final AttributedStyle UNKNOWN =
      AttributedStyle.DEFAULT.foreground(AttributedStyle.RED);
  private static final AttributedStyle QUOTED =
      AttributedStyle.DEFAULT.foreground(AttributedStyle.GREEN);
  private static final Pattern QUOTES = Pattern.compile("'[^']*'?|\"(?:\\\\.|[^\"\\\\])*\"?");
  private static final Pattern PROMPT = Pattern.compile("\\s*\\S+[$#>] +");

  /** Milliseconds that a key is waited for before it is shown without colour. */
  private static final long AT_ONCE = 50;

  private final Session session;
  private final Turns turns;
  private final Tones tones;
  private final Completions completions;
  private final HereDocuments documents;
  private final DefaultParser words = new DefaultParser();

  /** Whether the text is taken as it is, whole or not. */
  private boolean ended;

  Reader(Session session, Tones tones, Turns turns) {
    this.session = session;
    this.turns = turns;
    this.tones = tones;
    completions = new Completions(session);
    documents = new HereDocuments(session);
    words.setEofOnUnclosedQuote(false);
    words.setEofOnEscapedNewLine(false);
  }

  @Override
  public ParsedLine parse(String line, int cursor, ParseContext context) {
    if (context == ParseContext.ACCEPT_LINE && !ended && isIncomplete(line)) {
      throw new EOFError(-1, -1, "incomplete", "");
    }
    return words.parse(line, cursor, context);
  }

  /**
   * Ctrl-D behind a line: whether it ends the text, which is taken then although the end of a
   * here-document is missing.
   */
  boolean ends(String text) {
    ended =
        text.endsWith("\n") && turns.take(session.person(), () -> documents.open(text)).isPresent();
    return ended;
  }

  /** What was typed, with the ends of here-documents if Ctrl-D has ended it. */
  String whole(String text, Consumer<String> told) {
    return ended ? turns.take(session.person(), () -> documents.ended(text, told)) : text;
  }

  /** A new text begins. */
  void begin() {
    ended = false;
  }

  private boolean isIncomplete(String line) {
    return turns.take(session.person(), () -> session.isIncomplete(line));
  }

  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    String word = line.word().substring(0, line.wordCursor());
    List<String> before = line.words().subList(0, line.wordIndex());
    int rank = 0;
    List<String> all = turns.take(session.person(), () -> completions.of(before, word));
    for (String found : all) {
      boolean whole = !found.endsWith("/") && !found.endsWith(":");
      candidates.add(new Candidate(found, found, null, null, null, null, whole, ++rank));
    }
  }

  @Override
  public AttributedString highlight(LineReader reader, String buffer) {
    AttributedStringBuilder text = new AttributedStringBuilder();
    Matcher prompt = PROMPT.matcher(buffer);
    int start = prompt.lookingAt() ? prompt.end() : 0;
    String first = TypedBlock.firstWord(buffer.substring(start));
    int at = first.isEmpty() ? start : buffer.indexOf(first, start);
    text.append(buffer.substring(0, at));
    boolean known = start > 0 || isKnown(first);
    text.styled(tones.of(known ? AttributedStyle.BOLD : UNKNOWN), first);
    String rest = buffer.substring(at + first.length());
    Matcher quotes = QUOTES.matcher(rest);
    int from = 0;
    while (quotes.find()) {
      text.append(rest.substring(from, quotes.start()));
      text.styled(tones.of(QUOTED), quotes.group());
      from = quotes.end();
    }
    return text.append(rest.substring(from)).toAttributedString();
  }

  private boolean isKnown(String word) {
    return turns.takeSoon(session.person(), AT_ONCE, () -> completions.knows(word)).orElse(true);
  }

  @Override
  public void setErrorPattern(Pattern errorPattern) {
    // What is wrong is told by the commands.
  }

  @Override
  public void setErrorIndex(int errorIndex) {
    // What is wrong is told by the commands.
  }
}
