package passerelle.sim.userland.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.IntStream;
import passerelle.kernel.Errno;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.FileError;
import passerelle.sim.process.Process;
import passerelle.sim.tty.Modes;
import passerelle.sim.tty.Tty;
import passerelle.sim.userland.net.Getopt;
import passerelle.sim.userland.process.Terminfo;
import passerelle.text.ByteText;

/**
 * {@code less} and {@code more}: a page at a time where somebody looks at it, else all at once.
 * Moving backwards less draws the whole screen again. On a terminal that is not known to move its
 * cursor, or cannot, both only print (less 668: screen.c:get_term).
 */
record Pager(boolean less) implements BlockingProgram {
  /** Options whose word follows: what they change is not modelled, but for {@code -p}. */
  private static final String LESS = "aABceEfFgGiIJKLmMnNqQrRsSuUVwWXb:h:j:k:o:O:p:P:t:T:x:y:z:D:";

  private static final String MORE = "dflcpsuen:hV";
  private static final String HINT = "Try 'more --help' for more information.";

  private static final String REVERSE = "\033[7m";
  private static final String PLAIN = "\033[27m";
  private static final String ERASE_REST = "\033[K";

  @Override
  public int run(Process self) {
    List<String> words = new ArrayList<>(self.arguments());
    words.removeIf(word -> word.startsWith("+"));
    Getopt options = Getopt.parse(less ? LESS : MORE, "lines:n", words);
    if (!less && options.error().isPresent()) {
      return self.stderr().println("more: %s\n%s".formatted(options.error().get(), HINT), 1);
    }
    List<String> files = options.operands();
    if (files.isEmpty() && self.stdin().isTerminal()) {
      return self.stderr()
          .println(
              less ? "Missing filename (\"less --help\" for help)" : "more: bad usage\n" + HINT, 1);
    }
    StringBuilder text = new StringBuilder();
    int status = 0;
    for (String file : files.isEmpty() ? List.of("-") : files) {
      try {
        byte[] bytes =
            file.equals("-") ? self.stdin().readAll() : self.files().read(self.path(file));
        text.append(ByteText.decode(bytes));
      } catch (FileError missing) {
        status = less ? 1 : status;
        self.stderr().println(unread(file, missing));
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
      options.value("p").ifPresent(pattern -> screen.begin("/" + pattern));
      self.arguments().stream()
          .filter(word -> word.matches("\\+(?:\\d+|G|/.+)"))
          .forEach(word -> screen.begin(word.substring(1)));
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

  private String unread(String file, FileError why) {
    boolean directory = why.errno() == Errno.EISDIR;
    if (directory) {
      return less ? file + " is a directory" : "\n*** " + file + ": directory ***\n";
    }
    return (less ? "" : "more: cannot open ") + file + ": " + why.getMessage();
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

    /** Where the first page begins: a line, {@code G} for the last page, or {@code /PATTERN}. */
    void begin(String at) {
      if (at.startsWith("/")) {
        sought = Optional.of(pattern(at.substring(1)));
        top = found(0, 1).orElse(0);
        return;
      }
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
      wanted.filter(w -> !w.isEmpty()).ifPresent(w -> sought = Optional.of(pattern(w)));
      again(direction);
    }

    private static Pattern pattern(String wanted) {
      try {
        return Pattern.compile(wanted);
      } catch (PatternSyntaxException wrong) {
        return Pattern.compile(Pattern.quote(wanted));
      }
    }

    /** The next row from one on that has what is sought. */
    private OptionalInt found(int from, int direction) {
      return IntStream.iterate(from, i -> i >= 0 && i < rows.size(), i -> i + direction)
          .filter(i -> sought.filter(p -> p.matcher(rows.get(i)).find()).isPresent())
          .findFirst();
    }

    private void again(int direction) {
      OptionalInt next = found(top + direction, direction);
      if (next.isPresent()) {
        jump(next.getAsInt());
        return;
      }
      print(erase() + marked("Pattern not found  (press RETURN)"));
      key();
    }
  }
}
