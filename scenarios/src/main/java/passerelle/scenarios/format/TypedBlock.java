package passerelle.scenarios.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a block of lines wants typed: a block that is pasted at a prompt, or printed on a slide.
 *
 * <p>In a block with prompts the commands are what follows them, and the other lines are what was
 * printed. A bare {@code # } is a prompt only below a command that opens a shell, or where no other
 * prompt stands and the lines between are not commands themselves; and only if a command follows
 * it: else it begins a comment. What stands above the first prompt and is a command is typed, too.
 * A block without any prompt is all commands. A command goes on in the next line while its shell
 * would wait for more: after a backslash, in quotes, loops and here-documents; a {@code > } before
 * such a line is the shell's.
 */
public final class TypedBlock {
  private static final String MORE = ">";

  /** Beyond so many lines a command is taken as it is. */
  private static final int MOST_LINES = 1000;

  /** So many characters of a block are given to the shell, again and again, to find ends. */
  private static final long MOST_WORK = 40_000_000;

  private static final Pattern FIRST_WORD = Pattern.compile("\\s*([^\\s;&|<>()]+)");

  /** A {@code $} that may have blanks or a name before it, and none behind it. */
  private static final Pattern SIGN =
      Pattern.compile("(?:\\s{0,3}|(?<name>[A-Za-z0-9][\\w.-]*))\\$ ?(?<rest>[a-z].*)");

  /** Root's sign without a blank behind it, maybe behind a directory, or what bash calls itself. */
  private static final Pattern TIGHT_ROOT =
      Pattern.compile("(?<directory>[/~]|(?:ba|a)?sh-\\d[\\d.]*)?#(?<rest>[a-z].*)");

  /** A name before the sign of root, with a blank between them. */
  private static final Pattern NAMED_ROOT =
      Pattern.compile("(?<name>[A-Za-z0-9][\\w.-]*) # (?<rest>[a-z].*)");

  /** Columns: of a table, rather than of a command. */
  private static final Pattern COLUMNS = Pattern.compile("\\S.*(?: {3,}|\\t)\\S.*");

  /** A variable that is given what a command prints. */
  private static final Pattern TAKES = Pattern.compile("[A-Za-z_]\\w*=\"?(?:\\$\\(|`).*");

  /** What no command is: a word that is explained, a sentence with an apostrophe in it. */
  private static final Pattern EXPLAINED = Pattern.compile("[\\w-]+ : |[^']*\\pL'\\pL[^']*$");

  /** A command line that opens a shell, whose prompt may be bare. */
  private static final Pattern OPENS =
      Pattern.compile(
          "(?s)(?:sudo )?(?:docker (?:container )?(?:attach|(?:run|exec)\\b.*"
              + " -(?:\\w*i\\w*t|\\w*t\\w*i|i -t|t"
              + " -i))\\b.*|su\\b.*|-[is]\\b.*|(?:ba|z|a)?sh\\s*|(?:nsenter|unshare|chroot)\\b.*|ip"
              + " netns exec \\S+ (?:ba|z|a)?sh\\s*)");

  /** What one must know of shells to read a block. */
  public interface Shell {
    /** Whether a shell would wait for more lines. */
    boolean isUnfinished(String command);

    /** Whether a word is a command where the block begins. */
    boolean isCommand(String word);
  }

  /**
   * A command of a block.
   *
   * @param line its place in the block, from 0
   * @param where what its prompt says; empty in a block without prompts
   * @param command what is typed, without prompts; lines joined by {@code \n}
   * @param output the lines that stand below it
   */
  public record Typed(int line, Optional<Where> where, String command, List<String> output) {
    /** The same command above other lines. */
    public Typed printing(List<String> other) {
      return new Typed(line, where, command, List.copyOf(other));
    }
  }

  private final List<String> lines;
  private final Shell shell;
  private final List<Typed> typed = new ArrayList<>();
  private int next;
  private boolean opened;
  private long work;

  private TypedBlock(List<String> lines, Shell shell) {
    this.lines = lines;
    this.shell = shell;
  }

  /** The commands of a block, in order; none if it holds no command. */
  public static List<Typed> of(List<String> lines, Shell shell) {
    if (hasPrompt(lines, shell)) {
      return new TypedBlock(lines, shell).prompted(where -> !(where instanceof Where.Root));
    }
    boolean plain =
        lines.stream()
            .takeWhile(l -> !isRootCommand(l, shell))
            .anyMatch(l -> !l.startsWith("#") && isCommand(l, shell));
    if (plain && entersShell(lines, shell)) {
      return new TypedBlock(lines, shell).prompted(where -> false);
    }
    List<Typed> roots =
        !plain && lines.stream().anyMatch(line -> isRootCommand(line, shell))
            ? new TypedBlock(lines, shell).prompted(where -> true)
            : List.of();
    boolean printed =
        roots.stream()
            .flatMap(t -> t.output().stream())
            .noneMatch(l -> isCommand(l, shell) && !COLUMNS.matcher(l).matches());
    return !roots.isEmpty() && printed ? roots : new TypedBlock(lines, shell).plain();
  }

  /**
   * Whether a line of a block begins with a prompt that nothing else can be. What a here-document
   * holds is none.
   */
  public static boolean hasPrompt(List<String> lines, Shell shell) {
    TypedBlock block = new TypedBlock(lines, shell);
    while (block.next < lines.size()) {
      String line = lines.get(block.next++);
      if (isPrompt(line, shell)) {
        return true;
      }
      if (shell.isCommand(firstWord(line))) {
        int next = block.next;
        String command = block.rest(line, other -> false);
        block.next = shell.isUnfinished(command) ? next : block.next;
      }
    }
    return false;
  }

  private static boolean isPrompt(String line, Shell shell) {
    return prompt(line, shell).filter(p -> !isRoot(p)).isPresent();
  }

  /** The prompt that a line begins with; before a command a {@code $} needs no blank. */
  private static Optional<LoosePrompt> prompt(String line, Shell shell) {
    Optional<LoosePrompt> prompt = LoosePrompt.of(line);
    Matcher sign = SIGN.matcher(line);
    if (prompt.isEmpty() && sign.matches() && shell.isCommand(firstWord(sign.group("rest")))) {
      String rest = sign.group("rest").strip();
      return sign.group("name") == null
          ? Optional.of(new LoosePrompt(new Where.Here(), rest))
          : LoosePrompt.of(sign.group("name") + "$ " + rest);
    }
    Matcher tight = TIGHT_ROOT.matcher(line);
    if (prompt.isEmpty() && tight.matches() && isCommand(tight.group("rest"), shell)) {
      String before = tight.group("directory") == null ? "" : tight.group("directory");
      boolean directory = before.length() == 1;
      return LoosePrompt.of(before + (directory ? " " : "") + "# " + tight.group("rest"));
    }
    Matcher root = NAMED_ROOT.matcher(line);
    boolean named =
        prompt.isEmpty()
            && root.matches()
            && shell.isCommand(firstWord(root.group("rest")))
            && !shell.isCommand(root.group("name"));
    return named ? LoosePrompt.of(root.group("name") + "# " + root.group("rest")) : prompt;
  }

  private static boolean isRoot(LoosePrompt prompt) {
    return prompt.where() instanceof Where.Root;
  }

  /** Whether more lines must follow before a block can be typed. */
  public static boolean isUnfinished(List<String> lines, Shell shell) {
    List<Typed> typed = of(lines, shell);
    if (typed.isEmpty()) {
      return false;
    }
    Typed last = typed.get(typed.size() - 1);
    return last.output().isEmpty() && shell.isUnfinished(last.command());
  }

  /** Whether a command opens a shell, as far as one sees. */
  public static boolean opensShell(String command) {
    return OPENS.matcher(command).matches();
  }

  /** The first word of a command line, or nothing. */
  public static String firstWord(String line) {
    Matcher m = FIRST_WORD.matcher(line);
    return m.lookingAt() ? m.group(1) : "";
  }

  /** Whether a command opens a shell, at whose bare prompt the next line was typed. */
  private static boolean entersShell(List<String> lines, Shell shell) {
    List<String> full = lines.stream().filter(l -> !l.isBlank()).toList();
    for (int i = 0; i + 2 < full.size(); i++) {
      if (opensShell(full.get(i))
          && isRootCommand(full.get(i + 1), shell)
          && !isCommand(full.get(i + 2), shell)) {
        return true;
      }
    }
    return false;
  }

  /** A line that ends with the same sign is a side of a box; a word and a colon explain it. */
  private static boolean isRootCommand(String line, Shell shell) {
    return prompt(line.endsWith("#") ? "" : line, shell)
        .filter(TypedBlock::isRoot)
        .filter(p -> shell.isCommand(firstWord(p.rest())) || TAKES.matcher(p.rest()).matches())
        .filter(p -> !EXPLAINED.matcher(p.rest()).lookingAt())
        .isPresent();
  }

  /** A word alone may be what another command has printed: a machine's name, a file's. */
  private static boolean isCommand(String line, Shell shell) {
    return line.strip().contains(" ") && shell.isCommand(firstWord(line));
  }

  private List<Typed> prompted(Predicate<Where> counts) {
    List<String> output = new ArrayList<>();
    boolean above = true;
    while (next < lines.size()) {
      String line = lines.get(next);
      boolean opened = this.opened;
      Optional<LoosePrompt> prompt =
          prompt(line, shell).filter(p -> counts.test(p.where()) || opened && isRoot(p));
      if (prompt.filter(TypedBlock::isRoot).isPresent() && !isRootCommand(line, shell)) {
        prompt = Optional.empty();
      }
      if (prompt.isPresent()) {
        above = false;
        output = new ArrayList<>();
        begin(prompt.get(), output);
      } else if (above && (isCommand(line, shell) || isToolAmongOthers(line))) {
        // Nothing has been typed at a prompt yet that could have printed it.
        output = new ArrayList<>();
        begin(new LoosePrompt(new Where.Here(), line.strip()), output);
      } else {
        String below = next + 1 < lines.size() ? lines.get(next + 1) : "";
        if (!LoosePrompt.isBanner(line, below) && !(above && line.strip().startsWith("#"))) {
          output.add(line);
        }
        next++;
      }
    }
    return typed.stream().map(TypedBlock::trimmed).toList();
  }

  /** Whether a command alone in its line stands below others that have printed nothing. */
  private boolean isToolAmongOthers(String line) {
    return typed.size() > 1
        && typed.get(typed.size() - 1).output().stream().allMatch(String::isBlank)
        && shell.isCommand(line.strip());
  }

  private void begin(LoosePrompt prompt, List<String> output) {
    int first = next++;
    int below = next;
    String command = prompt.rest().contains("<<") ? rest(prompt.rest(), line -> false) : "";
    // A here-document that nothing ends was left out by the author, and the next prompt is one.
    if (command.isEmpty() || isUnfinished(command)) {
      next = below;
      command = rest(prompt.rest(), line -> isPrompt(line, shell));
    }
    opened = isRoot(prompt) ? opened : opensShell(command);
    if (!command.isBlank()) {
      typed.add(new Typed(first, Optional.of(prompt.where()), command, output));
    }
  }

  /**
   * The whole of a command that begins so; the lines that belong to it are taken.
   *
   * @param ends tells a line that belongs to no command before it
   */
  private String rest(String first, Predicate<String> ends) {
    StringBuilder command = new StringBuilder(first);
    int most = Math.min(lines.size(), next + MOST_LINES);
    while (next < most && isUnfinished(command) && !ends.test(lines.get(next))) {
      String line = lines.get(next++);
      boolean marked = line.equals(MORE) || line.startsWith(MORE + " ");
      command.append('\n').append(marked ? line.substring(Math.min(2, line.length())) : line);
    }
    return command.toString();
  }

  private boolean isUnfinished(CharSequence command) {
    work += command.length();
    return work <= MOST_WORK && shell.isUnfinished(command.toString());
  }

  /** Blank lines at both ends part commands; they are not printed by any. */
  private static Typed trimmed(Typed typed) {
    List<String> output = typed.output();
    int from = 0;
    int to = output.size();
    while (from < to && output.get(from).isBlank()) {
      from++;
    }
    while (to > from && output.get(to - 1).isBlank()) {
      to--;
    }
    return typed.printing(output.subList(from, to));
  }

  private List<Typed> plain() {
    while (next < lines.size()) {
      int first = next;
      String line = lines.get(next++);
      if (!line.isBlank() && !line.strip().startsWith("#")) {
        typed.add(new Typed(first, Optional.empty(), rest(line, other -> false), List.of()));
      }
    }
    return List.copyOf(typed);
  }
}
