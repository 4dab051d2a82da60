package passerelle.sim.shell;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.sim.core.EventLoop;
import passerelle.sim.process.Process;
import passerelle.sim.process.Source;
import passerelle.text.ByteText;

/** {@code read} (POSIX XCU read), with the options of bash and of BusyBox. */
record ReadBuiltin(Process self, ShellState shell, Complaints complaints) {
  private static final String NAME = "[A-Za-z_][A-Za-z0-9_]*";
  private static final String USAGE =
      "read [-ers] [-a array] [-d delim] [-i text] [-n nchars] [-N nchars] [-p prompt] [-t timeout]"
          + " [-u fd] [name ...]";

  /** More than 128, as of SIGALRM. */
  private static final int TIMED_OUT = 142;

  void register(Map<String, Builtin> builtins) {
    builtins.put("read", this::read);
  }

  /** What a line is, and where it comes from. */
  private static final class Request {
    private boolean raw;
    private boolean exact;
    private int most = Integer.MAX_VALUE;
    private char end = '\n';
    private Optional<Long> timeout = Optional.empty();
    private Optional<String> prompt = Optional.empty();
    private Optional<String> array = Optional.empty();
    private Optional<Source> source = Optional.empty();
  }

  private int read(List<String> arguments) {
    Request request = new Request();
    int i = 0;
    while (i < arguments.size() && arguments.get(i).matches("-[a-zA-Z].*")) {
      String word = arguments.get(i++);
      for (int at = 1; at < word.length(); at++) {
        char letter = word.charAt(at);
        if (complaints.worded("ersadinNptu", "rdnpstu", "rp").indexOf(letter) < 0) {
          return unknown(letter);
        } else if ("ers".indexOf(letter) >= 0) {
          request.raw |= letter == 'r';
          continue;
        } else if (at + 1 == word.length() && i == arguments.size()) {
          String text = "-" + letter + ": option requires an argument";
          return complaints.isBash()
              ? complaints.usage("read", text, USAGE)
              : complaints.fail("read", text, 2);
        }
        String value = at + 1 < word.length() ? word.substring(at + 1) : arguments.get(i++);
        Optional<String> bad = option(request, letter, value);
        if (bad.isPresent()) {
          return complaints.fail("read", bad.get(), 1);
        }
        break;
      }
    }
    return read(request, arguments.subList(i, arguments.size()));
  }

  private int unknown(char letter) {
    return switch (shell.dialect) {
      case BASH -> complaints.usage("read", "-" + letter + ": invalid option", USAGE);
      case ASH -> complaints.fail("read", "illegal option -" + letter, 2);
      case DASH -> complaints.fail("read", "Illegal option -" + letter, 2);
    };
  }

  /** Takes an option with its value; what is wrong with it. */
  private Optional<String> option(Request request, char letter, String value) {
    Optional<Integer> number = Builtin.number(value).filter(n -> n >= 0);
    switch (letter) {
      case 'p' -> request.prompt = Optional.of(value);
      case 'a' -> request.array = Optional.of(value);
      case 'd' -> request.end = value.isEmpty() ? 0 : value.charAt(0);
      case 'n', 'N' -> {
        if (number.isEmpty()) {
          return Optional.of(value + ": invalid number");
        }
        request.most = number.get();
        request.exact = letter == 'N';
      }
      case 't' -> {
        if (!value.matches("[0-9]{0,9}([.][0-9]*)?")) {
          return Optional.of(value + ": invalid timeout specification");
        }
        request.timeout = Optional.of((long) (Double.parseDouble("0" + value) * EventLoop.SECOND));
      }
      case 'u' -> {
        boolean open = number.isPresent() && shell.descriptors.get(number.get()) instanceof Source;
        if (!value.equals("0") && !open) {
          return Optional.of(value + ": invalid file descriptor: Bad file descriptor");
        } else if (open) {
          request.source = Optional.of((Source) shell.descriptors.get(number.get()));
        }
      }
      default -> {}
    }
    return Optional.empty();
  }

  private int read(Request request, List<String> names) {
    if (names.isEmpty() && complaints.isDash()) {
      return complaints.fail("read", "arg count", 2);
    }
    for (String name : names) {
      if (!name.matches(NAME + "(\\[.+\\])?")) {
        String ash = shell.name + ": read: '" + name + "': bad variable name";
        return switch (shell.dialect) {
          case BASH -> complaints.fail("read", "`" + name + "': not a valid identifier", 1);
          case ASH -> self.stderr().println(ash, 1);
          case DASH -> complaints.fail("read", name + ": bad variable name", 2);
        };
      }
    }
    Source own = self.stdin().source();
    Source source = request.source.orElse(own);
    if (own.isTerminal()) {
      request.prompt.ifPresent(self.stderr()::print);
    }
    if (request.timeout.filter(time -> time == 0).isPresent()) {
      return source.isReadable() || source.atEnd() ? 0 : 1;
    }
    StringBuilder text = new StringBuilder();
    int status;
    own.retain();
    self.stdin().redirect(source);
    try {
      status = line(request, text);
    } finally {
      self.stdin().redirect(own);
      own.release();
    }
    if (request.array.isPresent()) {
      List<String> values = split(text.toString().strip(), ifs(), Integer.MAX_VALUE);
      shell.variables.setArray(request.array.get(), values);
    } else {
      boolean whole = names.isEmpty() || request.exact;
      assign(text.toString(), names.isEmpty() ? List.of("REPLY") : names, whole);
    }
    return status;
  }

  /** Reads up to the end of a line; without {@code -r} a backslash takes what follows literally. */
  private int line(Request request, StringBuilder text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Source source = self.stdin().source();
    long until = self.now() + request.timeout.orElse(0L);
    boolean escaped = false;
    int status = request.most == 0 ? 0 : 1;
    while (bytes.size() < request.most) {
      boolean waits = request.timeout.isPresent();
      if (waits && !self.await(() -> source.isReadable() || source.atEnd(), until - self.now())) {
        status = complaints.isBash() ? TIMED_OUT : 1;
        break;
      }
      byte[] one = self.stdin().read(1);
      char c = one.length == 0 ? 0 : (char) (one[0] & 0xff);
      boolean ends = c == request.end && !escaped && !request.exact;
      if (one.length == 0 || ends) {
        status = ends ? 0 : 1;
        break;
      }
      boolean escapes = !request.raw && c == '\\' && !escaped;
      if (!escapes && !(escaped && c == '\n')) {
        self.allocate(1);
        bytes.write(one[0]);
        status = bytes.size() == request.most ? 0 : 1;
      }
      escaped = escapes;
    }
    self.allocate(-bytes.size());
    text.append(ByteText.decode(bytes.toByteArray()));
    return status;
  }

  private void assign(String text, List<String> names, boolean whole) {
    if (whole) {
      shell.variables.set(names.get(0), text);
      return;
    }
    List<String> values = split(text, ifs(), names.size());
    for (int i = 0; i < names.size(); i++) {
      shell.variables.set(names.get(i), i < values.size() ? values.get(i) : "");
    }
  }

  private String ifs() {
    return shell.variables.get("IFS").orElse(" \t\n");
  }

  /** Splits into at most {@code max} values, the last of which takes the rest. */
  private static List<String> split(String text, String ifs, int max) {
    List<String> values = new ArrayList<>();
    String blanks = ifs.replaceAll("[^ \t\n]", "");
    int at = skip(text, 0, blanks);
    while (at < text.length() && values.size() < max - 1) {
      int end = at;
      while (end < text.length() && ifs.indexOf(text.charAt(end)) < 0) {
        end++;
      }
      values.add(text.substring(at, end));
      at = skip(text, end, blanks);
      if (at < text.length()
          && ifs.indexOf(text.charAt(at)) >= 0
          && blanks.indexOf(text.charAt(at)) < 0) {
        at = skip(text, at + 1, blanks);
      }
    }
    if (at < text.length()) {
      int end = text.length();
      while (end > at && blanks.indexOf(text.charAt(end - 1)) >= 0) {
        end--;
      }
      values.add(text.substring(at, end));
    }
    return values;
  }

  private static int skip(String text, int from, String characters) {
    int at = from;
    while (at < text.length() && characters.indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at;
  }
}
