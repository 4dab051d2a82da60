package passerelle.sim.shell;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import passerelle.text.Align;

/** What {@code set} switches: the options of one shell, by name, in the order that it lists. */
final class ShellOptions {
  /** Each with its letter in front, or a space ({@code builtins/set.def}, {@code flags.c}). */
  private static final String BASH =
      "aallexport Bbraceexpand _emacs eerrexit Eerrtrace Tfunctrace hhashall Hhistexpand _history"
          + " _ignoreeof _interactive-comments kkeyword mmonitor Cnoclobber nnoexec fnoglob _nolog"
          + " bnotify unounset tonecmd Pphysical _pipefail _posix pprivileged vverbose _vi xxtrace";

  /** {@code options.c}. */
  private static final String DASH =
      "eerrexit fnoglob Iignoreeof iinteractive mmonitor nnoexec sstdin xxtrace vverbose Vvi Eemacs"
          + " Cnoclobber aallexport bnotify unounset pprivileged _nolog _pipefail _debug";

  /** {@code ash.c:optletters_optnames}. */
  private static final String ASH =
      "eerrexit fnoglob Iignoreeof mmonitor nnoexec xxtrace vverbose Cnoclobber aallexport bnotify"
          + " unounset Eerrtrace _vi _pipefail";

  /** Letters that bash takes in the order of {@code flags.c:shell_flags}. */
  private static final String BASH_LETTERS = "abefhkmnptuvxBCEHPT";

  private final Dialect dialect;
  private final List<String> known;
  private final Set<String> on = new TreeSet<>();

  ShellOptions(Dialect dialect) {
    this.dialect = dialect;
    known = List.of(dialect.choose(BASH, ASH, DASH).split(" "));
    if (dialect == Dialect.BASH) {
      on.addAll(List.of("braceexpand", "hashall", "interactive-comments"));
    }
  }

  void copyFrom(ShellOptions other) {
    // Not by retainAll: in the page's class library that fails as soon as a TreeSet loses
    // something.
    List<String> theirs = List.copyOf(other.on);
    on.clear();
    on.addAll(theirs);
  }

  boolean is(String name) {
    return on.contains(name);
  }

  /** Switches one by its name; whether there is one of that name. */
  boolean set(String name, boolean value) {
    boolean there = known.stream().anyMatch(option -> option.substring(1).equals(name));
    if (there && value) {
      on.add(name);
    } else if (there) {
      on.remove(name);
    }
    return there;
  }

  /** Switches one by its letter; whether there is one. */
  boolean set(char letter, boolean value) {
    Optional<String> option = known.stream().filter(one -> one.charAt(0) == letter).findFirst();
    return letter != '_' && option.isPresent() && set(option.get().substring(1), value);
  }

  /** All that are on, as bash's {@code SHELLOPTS} has them. */
  String names() {
    return String.join(":", on);
  }

  /** {@code set -o}, or {@code set +o}, whose lines bring them back. */
  String list(boolean commands) {
    StringBuilder out = new StringBuilder();
    out.append(dialect == Dialect.DASH && !commands ? "Current option settings\n" : "");
    for (String option : known) {
      String name = option.substring(1);
      String value = is(name) ? "on" : "off";
      int width = dialect == Dialect.BASH ? 15 : 16;
      String padded = Align.left(name, width);
      out.append(
          commands
              ? "set " + (is(name) ? "-o " : "+o ") + name
              : padded + (dialect == Dialect.BASH ? "\t" : "") + value);
      out.append('\n');
    }
    return out.toString();
  }

  /**
   * The letters of {@code $-}.
   *
   * @param typed a person types
   * @param given the script came with {@code -c}
   */
  String letters(boolean typed, boolean given) {
    StringBuilder letters = new StringBuilder();
    boolean bash = dialect == Dialect.BASH;
    for (String option : known) {
      boolean set = is(option.substring(1)) || typed && option.charAt(0) == 'm';
      letters.append(set && option.charAt(0) != '_' ? option.substring(0, 1) : "");
    }
    if (!bash) {
      return (given && dialect == Dialect.ASH ? "c" : "") + (typed ? "i" : "") + letters;
    }
    StringBuilder ordered = new StringBuilder();
    for (char letter : BASH_LETTERS.toCharArray()) {
      ordered.append(letters.indexOf("" + letter) >= 0 ? "" + letter : "");
      ordered.append(letter == 'h' && typed ? "i" : "").append(letter == 'B' && typed ? "H" : "");
    }
    return ordered.append(typed ? "s" : given ? "c" : "").toString();
  }
}
