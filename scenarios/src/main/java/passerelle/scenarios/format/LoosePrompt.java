package passerelle.scenarios.format;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A prompt as people paste and print them: those of transcripts ({@link Prompt}), and those that
 * shells show out of the box.
 *
 * @param where where it says the command runs
 * @param rest the command; nothing behind a prompt that waits
 */
public record LoosePrompt(Where where, String rest) {
  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9_.-]*+";
  private static final String COMMAND = "(?: (?<rest>.*)|$)";

  /** {@code bash-5.2# }: what a shell shows that nobody has given a prompt. */
  private static final Pattern SHELL =
      Pattern.compile("(?:ba|da|a|k|z)?sh(?:-[0-9.]+[a-z]?)?(?<sign>[$#])" + COMMAND);

  /** {@code / # }, {@code ~ $ }: BusyBox shows the directory. */
  private static final Pattern DIRECTORY = Pattern.compile("[/~]\\S* (?<sign>[$#])" + COMMAND);

  /** {@code root@web:/# }, {@code user@vm:~$ }, {@code me@laptop ~ % }. */
  private static final Pattern LOGIN =
      Pattern.compile(
          "(?:\\("
              + NAME
              + "\\) )?"
              + NAME
              + "@(?<machine>"
              + NAME
              + ")"
              + "(?:[: ][^\\s#$%]*+|~)? ?(?<sign>[$#%])"
              + COMMAND);

  /** {@code [root@vm ~]# }, {@code [root@vm:~]# }, {@code [netns0]$ }. */
  private static final Pattern BRACKETS =
      Pattern.compile(
          "\\[(?:"
              + NAME
              + "@)?(?<machine>"
              + NAME
              + ")(?:[ :][^\\]]*+)?\\] ?(?<sign>[$#])"
              + COMMAND);

  /** {@code vm ~]$ }, {@code vm $ }: brackets of which the first one is lost, a name alone. */
  private static final Pattern HALF =
      Pattern.compile(
          "(?<machine>" + NAME + ")(?: [~/]\\S*?\\]|(?= \\$ )) ?(?<sign>[$#])" + COMMAND);

  /** {@code vm:~$ }, {@code mac:~ me$ }, {@code mac:work me$ }. */
  private static final Pattern MACHINE =
      Pattern.compile(
          "(?<machine>"
              + NAME
              + "):(?:(?!//)[~/]\\S*?(?: "
              + NAME
              + ")? ?(?<sign>[$#])"
              + "|"
              + NAME
              + " "
              + NAME
              + "(?<mac>[$]))"
              + COMMAND);

  /** {@code $(host) }. */
  private static final Pattern CALLED =
      Pattern.compile("(?<sign>[$#])\\((?<machine>" + NAME + ")\\)" + COMMAND);

  /**
   * {@code $ }, {@code $> }, also behind a number or an environment of Python, and those of
   * well-known themes, of one line or below a {@link #isBanner banner}.
   */
  private static final Pattern HERE =
      Pattern.compile(
          "(?:(?:\\("
              + NAME
              + "\\) |\\d{1,3}[.)]? +|\\[\\d{1,3}\\] ?)?\\$>?|~(?:/[^\\s$#]*)?[$#]|[❯›»λ▶]|[╰└]─+"
              + " ?[$#%➤❯>»λ]| ?(?:\\[\\d{1,3}\\] )?🐳 +→|➜ +\\S+(?: git:\\(\\S*\\))?(?: ✗)?|(?:PS"
              + " )?[A-Z]:\\\\[^>]*+>|PS>|\\[\\w+\\] \\(local\\) \\S+@\\S+ \\S+(?: ?[$#]|$))"
              + COMMAND);

  /**
   * The first of the two lines of a prompt: Play with Docker's, {@code ┌──(me㉿kali)-[~]}, and a
   * directory alone.
   */
  private static final Pattern BANNER =
      Pattern.compile("\\[\\w+\\] \\(local\\) \\S+@\\S+ \\S+|[╭┌]─.*|~(?:/[\\w./-]*)?");

  /** {@code shop=# }, {@code shop-# }: psql's, which is no shell. */
  private static final Pattern PSQL = Pattern.compile("[\\w.-]+[-=]#.*");

  private static final Pattern ROOT = Pattern.compile("[#%>]" + COMMAND);

  /**
   * The prompt that a line begins with; of {@code # }, {@code % } and {@code > }, which may as well
   * begin a comment or output, only the block around it tells.
   */
  public static Optional<LoosePrompt> of(String line) {
    Matcher shell = SHELL.matcher(line);
    if (shell.matches()) {
      return prompt(new Where.Opened(isRoot(shell)), shell);
    }
    Optional<Prompt> strict = Prompt.of(line.matches(NAME + "[$#]|lab>") ? line + " " : line);
    if (strict.isPresent() && !PSQL.matcher(line).matches()) {
      return strict.map(p -> new LoosePrompt(new Where.Named(p.place()), p.rest().strip()));
    }
    Matcher directory = DIRECTORY.matcher(line);
    if (directory.matches()) {
      return prompt(new Where.Opened(isRoot(directory)), directory);
    }
    Matcher here = HERE.matcher(line);
    if (here.matches()) {
      return prompt(new Where.Here(), here);
    }
    Matcher root = ROOT.matcher(line);
    return root.matches() ? prompt(new Where.Root(), root) : login(line);
  }

  /**
   * Whether a line is the first of the two lines of a prompt, which nothing has printed.
   *
   * @param below the line below it
   */
  static boolean isBanner(String line, String below) {
    return BANNER.matcher(line.strip()).matches() && of(below).isPresent();
  }

  private static Optional<LoosePrompt> login(String line) {
    for (Pattern pattern : new Pattern[] {LOGIN, BRACKETS, MACHINE, HALF, CALLED}) {
      Matcher m = pattern.matcher(line);
      if (m.matches()) {
        return prompt(new Where.Login(m.group("machine"), isRoot(m)), m);
      }
    }
    return Optional.empty();
  }

  private static boolean isRoot(Matcher prompt) {
    return "#".equals(prompt.group("sign"));
  }

  private static Optional<LoosePrompt> prompt(Where where, Matcher m) {
    String rest = m.group("rest") == null ? "" : m.group("rest").strip();
    // Enter alone leaves a prompt behind, and the next may stand in the same line.
    return where instanceof Where.Opened && DIRECTORY.matcher(rest).matches()
        ? of(rest)
        : Optional.of(new LoosePrompt(where, rest));
  }
}
