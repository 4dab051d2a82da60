package passerelle.sim.userland.text;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.Process;
import passerelle.sim.process.Toolset;
import passerelle.text.ByteText;

/** {@code wc uniq seq}: counting. */
record Counting(Flavour flavour) {
  private static final int MAX_WIDTH = 7;

  void addTo(Toolset.Builder tools, String bin) {
    String words = "lines=l words=w bytes=c chars=m max-line-length=L";
    tools.add(bin, flavour.tool("lwcmL", words, this::wc), "wc");
    String uniq = "count=c repeated=d unique=u ignore-case=i skip-fields=f skip-chars=s";
    tools.add(bin, flavour.tool("cduif:s:w:!zD", uniq, this::uniq), "uniq");
    BlockingProgram seq = this::seq;
    tools.add(bin, seq, "seq");
  }

  private record Counts(long lines, long words, long chars, long bytes, long longest) {
    static Counts of(byte[] bytes) {
      String text = ByteText.decode(bytes);
      long words = 0;
      long longest = 0;
      boolean inWord = false;
      int column = 0;
      for (char c : text.toCharArray()) {
        boolean blank = Character.isWhitespace(c);
        words += !blank && !inWord ? 1 : 0;
        inWord = !blank;
        column = c == '\n' ? 0 : column + 1;
        longest = Math.max(longest, column);
      }
      long lines = text.chars().filter(c -> c == '\n').count();
      return new Counts(lines, words, text.length(), bytes.length, longest);
    }

    Counts plus(Counts other) {
      return new Counts(
          lines + other.lines,
          words + other.words,
          chars + other.chars,
          bytes + other.bytes,
          Math.max(longest, other.longest));
    }

    List<Long> chosen(Options options) {
      if (options.given().isEmpty()) {
        return List.of(lines, words, bytes);
      }
      List<Long> chosen = new ArrayList<>();
      String letters = "lwmcL";
      List<Long> all = List.of(lines, words, chars, bytes, longest);
      for (int i = 0; i < letters.length(); i++) {
        if (options.has(letters.charAt(i))) {
          chosen.add(all.get(i));
        }
      }
      return chosen;
    }
  }

  private int wc(Process self, Options options) {
    List<Counts> counts = new ArrayList<>();
    List<String> names = new ArrayList<>();
    int status =
        Complaining.each(
            self,
            options.operands(),
            "%s: %e",
            operand -> {
              counts.add(Counts.of(Lines.bytes(self, operand)));
              names.add(options.operands().isEmpty() ? "" : operand);
            });
    Counts total = counts.stream().reduce(new Counts(0, 0, 0, 0, 0), Counts::plus);
    if (options.operands().size() > 1) {
      counts.add(total);
      names.add("total");
    }
    int width = width(options, total);
    for (int i = 0; i < counts.size(); i++) {
      List<String> columns = new ArrayList<>();
      for (long count : counts.get(i).chosen(options)) {
        columns.add(String.format(Locale.ROOT, "%" + width + "d", count));
      }
      if (!names.get(i).isEmpty()) {
        columns.add(names.get(i));
      }
      self.stdout().println(String.join(" ", columns));
    }
    return status;
  }

  /** coreutils: as wide as the sum of the file sizes needs, 7 where the sizes are not known. */
  private int width(Options options, Counts total) {
    boolean one = total.chosen(options).size() == 1 && options.operands().size() <= 1;
    if (one) {
      return 1;
    }
    if (flavour == Flavour.BUSYBOX) {
      return 9;
    }
    boolean input = options.operands().isEmpty() || options.operands().contains("-");
    return input ? MAX_WIDTH : Long.toString(total.bytes()).length();
  }

  private int uniq(Process self, Options options) {
    self.stdout().useStdioBuffer();
    List<String> input =
        options.operands().isEmpty() ? List.of() : options.operands().subList(0, 1);
    return Complaining.each(
        self,
        input,
        "%s: %e",
        operand -> {
          Lines lines = Lines.of(self, operand);
          Optional<String> current = lines.next();
          while (current.isPresent()) {
            long count = 1;
            Optional<String> next = lines.next();
            while (next.isPresent()
                && key(options, next.get()).equals(key(options, current.get()))) {
              count++;
              next = lines.next();
            }
            boolean shown = count > 1 ? !options.has('u') : !options.has('d');
            if (shown) {
              String head = options.has('c') ? "%7s ".formatted(count) : "";
              self.stdout().println(head + current.get());
            }
            current = next;
          }
        });
  }

  private static String key(Options options, String line) {
    String key = line;
    int fields = count(options.value('f'));
    for (int i = 0; i < fields; i++) {
      key = key.replaceFirst("^[ \t]*[^ \t]*", "");
    }
    key = key.substring(Math.min(key.length(), count(options.value('s'))));
    int width = options.has('w') ? count(options.value('w')) : key.length();
    key = key.substring(0, Math.min(key.length(), width));
    return options.has('i') ? key.toLowerCase(Locale.ROOT) : key;
  }

  private static int count(Optional<String> text) {
    return text.filter(t -> t.matches("\\d{1,6}")).map(Integer::parseInt).orElse(0);
  }

  private int seq(Process self) {
    List<String> arguments = new ArrayList<>(self.arguments());
    String separator = "\n";
    boolean equalWidth = false;
    while (!arguments.isEmpty() && arguments.get(0).matches("-[ws].*")) {
      String option = arguments.remove(0);
      equalWidth |= option.equals("-w");
      if (option.startsWith("-s")) {
        boolean attached = option.length() > 2;
        separator = attached ? option.substring(2) : arguments.isEmpty() ? "" : arguments.remove(0);
      }
    }
    Optional<String> error = seqError(arguments);
    if (error.isPresent()) {
      return self.stderr()
          .print(TextTool.usage(flavour, self.name(), error.get(), 1).getMessage(), 1);
    }
    BigDecimal first = new BigDecimal(arguments.size() > 1 ? arguments.get(0) : "1");
    BigDecimal step = new BigDecimal(arguments.size() > 2 ? arguments.get(1) : "1");
    BigDecimal last = new BigDecimal(arguments.get(arguments.size() - 1));
    print(self, first, step, last, separator, equalWidth);
    return 0;
  }

  private static Optional<String> seqError(List<String> arguments) {
    if (arguments.isEmpty()) {
      return Optional.of("missing operand");
    }
    if (arguments.size() > 3) {
      return Optional.of("extra operand '" + arguments.get(3) + "'");
    }
    for (String argument : arguments) {
      if (!argument.matches("[-+]?(\\d{1,18}(\\.\\d{0,9})?|\\.\\d{1,9})")) {
        return Optional.of("invalid floating point argument: '" + argument + "'");
      }
    }
    boolean zero = arguments.size() == 3 && new BigDecimal(arguments.get(1)).signum() == 0;
    return zero
        ? Optional.of("invalid Zero increment value: '" + arguments.get(1) + "'")
        : Optional.empty();
  }

  private static void print(
      Process self,
      BigDecimal first,
      BigDecimal step,
      BigDecimal last,
      String separator,
      boolean equalWidth) {
    int scale = Math.max(first.scale(), step.scale());
    int width =
        Math.max(
            first.setScale(scale).toPlainString().length(),
            last.setScale(scale, RoundingMode.DOWN).toPlainString().length());
    boolean any = false;
    BigDecimal value = first;
    while (step.signum() > 0 ? value.compareTo(last) <= 0 : value.compareTo(last) >= 0) {
      self.spend(1);
      String text = value.setScale(scale).toPlainString();
      if (equalWidth && text.length() < width) {
        int sign = text.startsWith("-") ? 1 : 0;
        text = text.substring(0, sign) + "0".repeat(width - text.length()) + text.substring(sign);
      }
      self.stdout().print((any ? separator : "") + text);
      any = true;
      value = value.add(step);
    }
    if (any) {
      self.stdout().print("\n");
    }
  }
}
