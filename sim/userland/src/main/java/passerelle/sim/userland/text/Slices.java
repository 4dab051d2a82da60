package passerelle.sim.userland.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.sim.core.EventLoop;
import passerelle.sim.process.FileError;
import passerelle.sim.process.Process;
import passerelle.sim.process.Toolset;
import passerelle.sim.userland.tool.ToolFailure;

/** {@code head tail cut}: a part of the lines, or a part of each line. */
record Slices(Flavour flavour) {
  private static final Pattern COUNT = Pattern.compile("([-+]?)(\\d{1,12})([kKmM]?)");

  void addTo(Toolset.Builder tools, String bin) {
    String words = "lines=n bytes=c quiet=q silent=q verbose=v follow=f retry=!";
    tools.add(bin, flavour.tool("n:c:qvz", words, this::head).withNumericOption(), "head");
    tools.add(bin, flavour.tool("n:c:qvfF!s:z", words, this::tail).withNumericOption(), "tail");
    String fields = "fields=f delimiter=d characters=c bytes=b only-delimited=s";
    String more = " complement=C output-delimiter=O";
    tools.add(bin, flavour.tool("f:d:c:b:snCO:", fields + more, this::cut), "cut");
  }

  private String unreadable() {
    return flavour == Flavour.GNU ? "cannot open '%s' for reading: %e" : "%s: %e";
  }

  private record Amount(char sign, long number) {}

  private Amount amount(Process self, Options options, boolean bytes) throws ToolFailure {
    String text = options.value(bytes ? 'c' : 'n').orElse("10");
    Matcher matcher = COUNT.matcher(text);
    if (!matcher.matches()) {
      String unit = bytes ? "bytes" : "lines";
      throw flavour == Flavour.GNU
          ? new ToolFailure(1, self.name() + ": invalid number of " + unit + ": '" + text + "'\n")
          : new ToolFailure(1, self.name() + ": invalid number '" + text + "'\n");
    }
    long factor =
        switch (matcher.group(3).toLowerCase(Locale.ROOT)) {
          case "k" -> 1024;
          case "m" -> 1024 * 1024;
          default -> 1;
        };
    String sign = matcher.group(1);
    return new Amount(
        sign.isEmpty() ? ' ' : sign.charAt(0), Long.parseLong(matcher.group(2)) * factor);
  }

  private int head(Process self, Options options) throws ToolFailure {
    boolean bytes = options.has('c');
    Amount amount = amount(self, options, bytes);
    Headers headers = new Headers(self, options);
    return Complaining.each(
        self,
        options.operands(),
        unreadable(),
        operand -> {
          if (bytes) {
            byte[] all = headers.open(operand, () -> Lines.bytes(self, operand));
            long count = amount.sign() == '-' ? all.length - amount.number() : amount.number();
            self.stdout().write(Arrays.copyOf(all, (int) Math.max(0, Math.min(count, all.length))));
          } else {
            Lines lines = headers.open(operand, () -> Lines.of(self, operand));
            headLines(self, lines, amount);
          }
        });
  }

  private static void headLines(Process self, Lines lines, Amount amount) {
    if (amount.sign() == '-') {
      List<String> all = all(lines);
      long count = Math.max(0, all.size() - amount.number());
      all.subList(0, (int) count).forEach(self.stdout()::print);
      return;
    }
    for (long i = 0; i < amount.number(); i++) {
      Optional<String> line = lines.next();
      if (line.isEmpty()) {
        return;
      }
      self.stdout().print(line.get() + (lines.isTerminated() ? "\n" : ""));
    }
  }

  /** All lines with their newlines. */
  private static List<String> all(Lines lines) {
    List<String> all = new ArrayList<>();
    for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
      all.add(line.get() + (lines.isTerminated() ? "\n" : ""));
    }
    return all;
  }

  private int tail(Process self, Options options) throws ToolFailure {
    boolean bytes = options.has('c');
    Amount amount = amount(self, options, bytes);
    Headers headers = new Headers(self, options);
    int status =
        Complaining.each(
            self,
            options.operands(),
            unreadable(),
            operand -> {
              if (bytes) {
                byte[] all = headers.open(operand, () -> Lines.bytes(self, operand));
                long from =
                    amount.sign() == '+' ? amount.number() - 1 : all.length - amount.number();
                int start = (int) Math.max(0, Math.min(from, all.length));
                self.stdout().write(Arrays.copyOfRange(all, start, all.length));
              } else {
                tailLines(self, headers.open(operand, () -> Lines.of(self, operand)), amount);
              }
            });
    if ((options.has('f') || options.has('F')) && options.operands().size() == 1) {
      follow(self, options.operands().get(0));
    }
    return status;
  }

  private static void tailLines(Process self, Lines lines, Amount amount) {
    if (amount.sign() == '+') {
      long skip = amount.number() - 1;
      for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
        if (skip-- <= 0) {
          self.stdout().print(line.get() + (lines.isTerminated() ? "\n" : ""));
        }
      }
      return;
    }
    List<String> all = all(lines);
    int from = (int) Math.max(0, all.size() - amount.number());
    all.subList(from, all.size()).forEach(self.stdout()::print);
  }

  /** Looks once a second for what was appended, until a signal comes. */
  private static void follow(Process self, String operand) {
    self.declareEndless();
    try {
      int seen = Lines.bytes(self, operand).length;
      while (true) {
        self.sleep(EventLoop.SECOND);
        byte[] all = Lines.bytes(self, operand);
        if (all.length > seen) {
          self.stdout().write(Arrays.copyOfRange(all, seen, all.length));
        }
        seen = all.length;
      }
    } catch (FileError gone) {
      Complaining.say(self, "%s: %e", operand, gone);
    }
  }

  private int cut(Process self, Options options) throws ToolFailure {
    self.stdout().useStdioBuffer();
    char kind = options.has('f') ? 'f' : options.has('c') ? 'c' : 'b';
    Optional<String> list = options.value(kind);
    if (list.isEmpty()) {
      String what = " a list of bytes, characters, or fields";
      throw flavour == Flavour.GNU
          ? TextTool.usage(flavour, self.name(), "you must specify" + what, 1)
          : new ToolFailure(1, self.name() + ": expected" + what + "\n");
    }
    String delimiter = options.value('d').orElse("\t");
    if (delimiter.length() > 1) {
      throw TextTool.usage(flavour, self.name(), "the delimiter must be a single character", 1);
    }
    CutList ranges = CutList.parse(flavour, self.name(), list.get(), kind == 'f');
    Cut cut =
        new Cut(
            ranges,
            options.has('C'),
            delimiter,
            options.value('O').orElse(delimiter),
            options.has('s'));
    return Complaining.each(
        self,
        options.operands(),
        "%s: %e",
        operand -> {
          Lines lines = Lines.of(self, operand);
          for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
            Optional<String> part =
                kind == 'f' ? cut.fields(line.get()) : Optional.of(cut.characters(line.get()));
            part.ifPresent(self.stdout()::println);
          }
        });
  }
}
