package passerelle.sim.userland.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.FileError;
import passerelle.sim.process.FileSystem;
import passerelle.sim.process.Process;
import passerelle.sim.tty.Modes;
import passerelle.sim.tty.Tty;
import passerelle.sim.userland.process.Terminfo;
import passerelle.text.ByteText;

/**
 * {@code less} and {@code more}: a page at a time where somebody looks at it, else all at once.
 * Moving backwards less draws the whole screen again. On a terminal that is not known to move its
 * cursor, or cannot, both only print (less 668: screen.c:get_term).
 */
record Pager(boolean less) implements BlockingProgram {
  private static final String REVERSE = "\033[7m";
  private static final String PLAIN = "\033[27m";
  private static final String ERASE_REST = "\033[K";

  @Override
  public int run(Process self) {
    List<String> files =
        self.arguments().stream()
            .filter(w -> !w.startsWith("-") && !w.matches("\\+(?:\\d+|G)"))
            .toList();
    if (files.isEmpty() && self.stdin().isTerminal()) {
      return self.stderr()
          .println(
              less
                  ? "Missing filename (\"less --help\" for help)"
                  : "more: bad usage\nTry 'more --help' for more information.",
              1);
    }
    StringBuilder text = new StringBuilder();
    int status = 0;
    for (String file : files.isEmpty() ? List.of("-") : files) {
      try {
        byte[] bytes =
            file.equals("-")
                ? self.stdin().readAll()
                : self.files().read(FileSystem.resolve(self.directory(), file));
        text.append(ByteText.decode(bytes));
      } catch (FileError missing) {
        status = 1;
        String start = less ? "" : "more: cannot open ";
        self.stderr().println(start + file + ": " + missing.getMessage());
      }
    }
    Optional<Tty> tty = Tty.of(self.stdout().sink()).filter(t -> !t.holder().isAbsent());
    if (tty.isEmpty() || status != 0 && text.isEmpty()) {
      self.stdout().print(text.toString());
      return status;
    }
    Modes before = tty.get().modes();
    tty.get().setModes(new Modes(false, false, true, true, true, true));
    try {
      String title = files.isEmpty() ? "" : files.get(0);
      Screen screen = new Screen(self, tty.get(), rows(text.toString(), tty.get()), title);
      self.arguments().stream()
          .filter(w -> w.startsWith("+") && !files.contains(w))
          .forEach(w -> screen.begin(w.substring(1)));
      if (less) {
        screen.less();
      } else {
        screen.more();
      }
    } finally {
      tty.get().setModes(before);
    }
    return status;
  }

  /** Lines as the terminal has room for them. */
  private static List<String> rows(String text, Tty tty) {
    int width = tty.columns() > 0 ? tty.columns() : 80;
    List<String> rows = new ArrayList<>();
    text.lines()
        .forEach(
            line -> {
              rows.add(line.substring(0, Math.min(width, line.length())));
              for (int at = width; at < line.length(); at += width) {
                rows.add(line.substring(at, Math.min(line.length(), at + width)));
              }
            });
    return rows;
  }

  /** What is seen, and the keys that move it. */
  private static final class Screen {
    private final Process self;
    private final Tty tty;
    private final List<String> rows;
    private final String title;
    private final int height;
    private final boolean full;
    private int top;

    /** A key that was read and is still to be looked at. */
    private Optional<Character> unread = Optional.empty();

    /**
     * How much of a prompt stands on the line and cannot be erased but by what is written there.
     */
    private int left;

    private Optional<Pattern> sought = Optional.empty();

    Screen(Process self, Tty tty, List<String> rows, String title) {
      this.self = self;
      this.tty = tty;
      this.rows = rows;
      this.title = title;
      height = Math.max(2, tty.rows() > 0 ? tty.rows() : 24) - 1;
      full = Terminfo.isFull(self);
    }

    private void print(String text) {
      self.stdout().print(text);
    }

    private String marked(String text) {
      return full ? REVERSE + text + PLAIN : text;
    }

    private String erase() {
      return full ? "\r" + ERASE_REST : "\r";
    }

    private char key() {
      if (unread.isPresent()) {
        char known = unread.get();
        unread = Optional.empty();
        return known;
      }
      self.await(() -> tty.source().isReadable() || tty.source().atEnd());
      byte[] read = tty.source().take(1);
      return read.length == 0 ? 'q' : (char) (read[0] & 255);
    }

    private void show(int from, int to) {
      for (int i = from; i < Math.min(to, rows.size()); i++) {
        String row = rows.get(i);
        Optional<Pattern> lit = sought.filter(p -> full);
        print(lit.map(p -> p.matcher(row).replaceAll(REVERSE + "$0" + PLAIN)).orElse(row));
        print(" ".repeat(Math.max(0, left - row.length())) + "\n");
        left = 0;
      }
    }

    /** At which line the first page begins, or {@code G} for the last page. */
    void begin(String at) {
      int line = at.equals("G") ? last() : Integer.parseInt(at) - 1;
      top = Math.max(0, Math.min(line, rows.size() - 1));
    }

    void more() {
      int next = Math.min(top + height, rows.size());
      show(top, next);
      while (next < rows.size()) {
        String percent = "--More--(%s%%)".formatted(next * 100 / rows.size());
        print(marked(percent));
        char key = key();
        print(erase());
        left = full ? 0 : percent.length();
        int step = key == '\n' || key == '\r' || key == 'j' ? 1 : key == ' ' ? height : 0;
        if (key == 'q' || key == 'Q') {
          print(full ? "" : " ".repeat(left) + "\r");
          return;
        }
        show(next, next + step);
        next = Math.min(rows.size(), next + step);
      }
    }

    void less() {
      begin();
      show(top, top + height);
      boolean first = true;
      while (true) {
        prompt(first);
        first = false;
        char key = key();
        if (key == 'q' || key == 'Q') {
          print(erase() + (full ? "\033[?1l\033>\033[?1049l\033[23;0;0t" : ""));
          return;
        }
        move(key);
      }
    }

    /** A key other than Enter is already a command. */
    private void begin() {
      if (full) {
        print("\033[?1049h\033[22;0;0t\033[" + (height + 1) + ";1H\033[?1h\033=\r");
        return;
      }
      print("WARNING: terminal is not fully functional\nPress RETURN to continue ");
      char key = key();
      unread = Optional.of(key).filter(k -> k != '\n' && k != '\r');
      print("\n\r");
    }

    private int last() {
      return Math.max(0, rows.size() - height);
    }

    private void prompt(boolean first) {
      boolean end = top >= last();
      String rest = full ? ERASE_REST : "";
      if (first && !title.isEmpty()) {
        print(marked(title + (end ? " (END)" : "")) + rest);
      } else {
        print((end ? marked("(END)") : ":") + rest);
      }
    }

    private void move(char key) {
      switch (key) {
        case ' ', 'f' -> forward(height);
        case 'd' -> forward(height / 2);
        case '\n', '\r', 'j', 'e' -> forward(1);
        case 'b' -> jump(top - height);
        case 'u' -> jump(top - height / 2);
        case 'k', 'y' -> jump(top - 1);
        case 'g', '<' -> jump(0);
        case 'G', '>' -> jump(last());
        case '/' -> search(line(key), 1);
        case '?' -> search(line(key), -1);
        case 'n' -> again(1);
        case 'N' -> again(-1);
        case '\033' -> arrow();
        default -> print("\r");
      }
    }

    private void arrow() {
      key();
      char which = key();
      move(which == 'A' ? 'k' : which == 'B' ? 'j' : which == '5' ? 'b' : ' ');
    }

    private void forward(int count) {
      int to = Math.min(last(), top + count);
      print(erase());
      show(top + height, to + height);
      top = to;
    }

    private void jump(int to) {
      top = Math.max(0, Math.min(last(), to));
      print(erase() + (full ? "\033[H\033[2J" : "...skipping...\n"));
      show(top, top + height);
    }

    /** What is typed behind a slash or a question mark. */
    private Optional<String> line(char mark) {
      print(erase() + mark);
      StringBuilder typed = new StringBuilder();
      for (char key = key(); key != '\n' && key != '\r'; key = key()) {
        if (key == 127 || key == 8) {
          if (typed.length() == 0) {
            return Optional.empty();
          }
          typed.setLength(typed.length() - 1);
          print("\b \b");
        } else if (key == 27 || key == 'q' && tty.source().atEnd()) {
          return Optional.empty();
        } else {
          typed.append(key);
          print(String.valueOf(key));
        }
      }
      return Optional.of(typed.toString());
    }

    private void search(Optional<String> wanted, int direction) {
      try {
        if (wanted.filter(w -> !w.isEmpty()).isPresent()) {
          sought = Optional.of(Pattern.compile(wanted.get()));
        }
      } catch (PatternSyntaxException wrong) {
        sought = Optional.of(Pattern.compile(Pattern.quote(wanted.get())));
      }
      again(direction);
    }

    private void again(int direction) {
      for (int i = top + direction; i >= 0 && i < rows.size(); i += direction) {
        int at = i;
        if (sought.filter(p -> p.matcher(rows.get(at)).find()).isPresent()) {
          jump(i);
          return;
        }
      }
      print(erase() + marked("Pattern not found  (press RETURN)"));
      key();
    }
  }
}
