package passerelle.real.space;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** How a persistent shell is told what to run, and tells that it has run it. */
enum ShellWords {
  /**
   * A shell that runs a script, so that errors are worded as those of {@code bash -c LINE}: each
   * line comes as four words that end with a zero byte, the mark, {@code $?}, where its output
   * goes, and the line itself. Jobs that have ended before are forgotten, as a prompt forgets those
   * that it tells of.
   */
  SCRIPT {
    @Override
    String[] arguments(String name) {
      String check = name.equals("bash") ? CHECK : "true";
      return new String[] {name, "-c", LOOP.replace("CHECK", check).replace("\n", " ")};
    }

    @Override
    String begin(ShellStart start) {
      return "";
    }

    @Override
    String run(String line, int status, boolean shown, String mark) {
      String out = shown ? "62" : "60";
      return String.join("\0", mark, Integer.toString(status), out, line.replace("\0", "")) + "\0";
    }
  },

  /**
   * An interactive bash, which Ctrl-C takes back to the next line whatever it is doing: the lines
   * are read from its standard input.
   */
  BASH {
    @Override
    String file(String name) {
      return "bash";
    }

    @Override
    String[] arguments(String name) {
      return new String[] {name, "--norc", "--noprofile", "--noediting", "-i", "-s"};
    }

    @Override
    String begin(ShellStart start) {
      String other = start.name().equals("sh") ? AS_SH : "";
      return open(start) + "set +H\n" + other + "_own=$PS1 _ps1=$PS1\n" + TELLS;
    }

    @Override
    String before() {
      return "_in=1 PS1=${_ps1-$PS1}; ";
    }

    @Override
    String prompt() {
      return " _ps1=${_ps1@P} _ps1=${_ps1//$'\\e]'*$'\\a'/}";
    }

    @Override
    String run(String line, int status, boolean shown, String mark) {
      return typed("eval " + quoted(line), status, shown, mark);
    }
  },

  /**
   * An interactive ash of BusyBox. It blames {@code eval} for the errors of a line that eval runs:
   * so the line is read as if typed, once it is known to be whole.
   */
  ASH {
    @Override
    String[] arguments(String name) {
      return new String[] {name, "-i", "-s"};
    }

    @Override
    String begin(ShellStart start) {
      return open(start) + "_own='\\w \\$ ' PS1= PS2=\n" + TELLS;
    }

    @Override
    String after() {
      return " _status=$?; case $PS1 in ?*) _ps1=$PS1 PS1=;; esac; (exit $_status);";
    }

    /** What stands for a place there, ash itself expands at a terminal only. */
    @Override
    String prompt() {
      return " case $PWD in \"$HOME\") _w='~';; *) _w=$PWD;; esac;"
          + " _ps1=${_ps1//\\\\w/$_w} _ps1=${_ps1//\\\\W/${_w##*/}} _ps1=${_ps1//\\\\u/root};"
          + " _ps1=${_ps1//\\\\h/$HOSTNAME} _ps1=${_ps1//\\\\\\$/#} _ps1=${_ps1//\\\\[/};"
          + " _ps1=$(printf %b \"${_ps1//\\\\]/}\")";
    }

    @Override
    Optional<String> check(String line, String mark) {
      return Optional.of(typed("sh -n -c " + quoted(line), 0, true, mark));
    }

    @Override
    String run(String line, int status, boolean shown, String mark) {
      boolean mayNeverEnd = line.contains("<<");
      String words =
          mayNeverEnd ? "eval " + quoted(line) : "{ " + line.replace("\0", "") + "\n\n(exit $?)\n}";
      return typed(
          line.contains("PS1") ? SEEN.replace("WORDS", words) : words, status, shown, mark);
    }
  };

  /**
   * A prompt of its own is kept for {@link #prompt}, and not shown by the shell; while a line runs
   * it is {@code PS1} again: in ash in lines that name it, since Ctrl-C would have it shown.
   */
  private static final String SEEN =
      "{ PS1=${_ps1-$_own} _in=$?; (exit $_in)\n"
          + "WORDS\n"
          + "_status=$? _ps1=$PS1 PS1=; (exit $_status)\n"
          + "}";

  /** What is unlike dash in a bash that stands for {@code sh}. */
  private static final String AS_SH =
      "set +o posix; alias exit='2>/dev/null exit'; PS1='# '\n"
          + "command_not_found_handle() { echo \"sh: 1: $1: not found\" >&2; return 127; }\n";

  /** The terminal shows what it says by itself: of jobs that have ended. Its prompt is empty. */
  private static final String TELLS = "exec 2>&62\n";

  private static final String OPEN = "exec 60<>/dev/null 62>&4 63<&5 3<&- 4>&- 5<&-\n";

  /**
   * A syntax error of {@code eval} would be told as eval's; a shell that only reads the line tells
   * it as {@code bash -c} does.
   */
  private static final String CHECK =
      "{ \"$BASH\" -n -c \"$_line\" 2>/dev/null"
          + " || (exec -a bash \"$BASH\" -n -c \"$_line\" >&$_out 2>&$_out); }";

  private static final String LOOP =
      """
      exec 60<>/dev/null 61<&3 62>&4 63<&5 3<&- 4>&- 5<&-; set -m; cd;
      while IFS= read -rd "" -u 61 _mark && IFS= read -rd "" -u 61 _status &&
      IFS= read -rd "" -u 61 _out && IFS= read -rd "" -u 61 _line;
      do jobs >/dev/null; if CHECK; then [ "$_status" = 0 ] || (exit "$_status");
      eval "$_line" <&63 >&$_out 2>&$_out 60>&- 61<&- 62>&- 63<&-; else (exit $?); fi;
      printf "\\033]%s;%s\\007" "$_mark" "$?" >&62; done\
      """;

  /**
   * A command, with what leads it to the terminal, between its marks. The first is printed when the
   * shell has read all of it, and does not read when Ctrl-C comes; the last by a process that
   * Ctrl-C does not reach, since Ctrl-S may hold it up. It is one line, since a shell tells of jobs
   * that have ended before it reads another.
   */
  String typed(String command, int status, boolean shown, String mark) {
    String out = shown ? "62" : "60";
    return "{ "
        + ("printf '\\033]%s;\\007' " + mark + " >&62; ")
        + before()
        + (status == 0 ? ":; " : "(exit " + status + "); ")
        + command
        + (" <&63 >&" + out + " 2>&" + out + " 60>&- 62>&- 63<&-;" + after() + " }\n")
        + ("(_status=$?; trap '' INT; [ \"${_ps1=$_own}\" = \"$_own\" ] && _ps1= || {" + prompt())
        + ("; }; printf '\\033]%s;%s;%s\\007' " + mark + " $_status \"$_ps1\") >&62\n");
  }

  /** What it does before a line. */
  String before() {
    return "";
  }

  /** What it does after a line, with {@code $?} as the line has left it. */
  String after() {
    return "";
  }

  /** What makes of {@code _ps1}, which somebody has set, what it shows. */
  String prompt() {
    return " :";
  }

  /** What it reads to find out whether a line is whole and right, where that is asked first. */
  Optional<String> check(String line, String mark) {
    return Optional.empty();
  }

  private static String open(ShellStart start) {
    return OPEN
        + "cd"
        + (start.directory().isEmpty() ? "" : " " + quoted(start.directory()))
        + "\n";
  }

  /** The program's file, by what the shell is called. */
  String file(String name) {
    return name;
  }

  /** The shell's argument vector. */
  abstract String[] arguments(String name);

  /**
   * What it reads first.
   *
   * @param start where it begins, and as what
   */
  abstract String begin(ShellStart start);

  /**
   * What it reads to run a line.
   *
   * @param status what {@code $?} is
   * @param shown whether the terminal shows what it prints
   * @param mark letters and digits that tell its end from all other output
   */
  abstract String run(String line, int status, boolean shown, String mark);

  /** Whether it prints its mark at the beginning of a line, too. */
  boolean marksBeginnings() {
    return this != SCRIPT;
  }

  /** What waits for a job that is to end: some three seconds. */
  private static final String END_JOB =
      "kill -INT %%%1$d && { _n=0; while jobs >/dev/null; kill -0 %%%1$d && [ $_n -lt 60 ];"
          + " do _n=$((_n + 1)); sleep 0.05; done; jobs >/dev/null; }";

  /** What ends a background job as Ctrl-C does, and waits for its end. */
  static String endJob(int number) {
    return String.format(Locale.ROOT, END_JOB, number);
  }

  /**
   * What the terminal gets before the exit status and the prompt, which a BEL ends: an escape
   * nobody else uses. At the beginning there is no status.
   */
  static byte[] beforeStatus(String mark) {
    return ("\033]" + mark + ";").getBytes(StandardCharsets.UTF_8);
  }

  /** One word on one line, whatever is in it (bash(1), ANSI-C quoting; ash has it, too). */
  private static String quoted(String text) {
    String escaped =
        text.replace("\0", "").replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n");
    return "$'" + escaped + "'";
  }
}
