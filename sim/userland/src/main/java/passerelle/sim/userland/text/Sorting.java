package passerelle.sim.userland.text;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.sim.process.FileError;
import passerelle.sim.process.Process;
import passerelle.sim.process.Toolset;
import passerelle.sim.userland.tool.ToolFailure;

/** {@code sort}, in the C locale: lines compare by their bytes. */
record Sorting(Flavour flavour) {
  private static final Pattern KEY =
      Pattern.compile(
          "(\\d{1,6})(?:\\.(\\d{1,6}))?([a-zA-Z]*)(?:,(\\d{1,6})(?:\\.(\\d{1,6}))?([a-zA-Z]*))?");
  private static final Pattern NUMBER = Pattern.compile("[ \t]*(-?\\d*\\.?\\d*)");
  private static final Pattern ADDRESS_PART = Pattern.compile("\\d+|\\D+");

  /** How two lines compare: by a part of them, in a manner. */
  private record Key(
      int field, int start, int endField, int end, String flags, Optional<String> separator) {
    String of(String line) {
      int from = fieldStart(line, field);
      int begin = Math.min(line.length(), from + start);
      int to = endField == 0 ? line.length() : fieldEnd(line);
      return begin >= to ? "" : line.substring(begin, to);
    }

    private int fieldStart(String line, int number) {
      int at = 0;
      for (int i = 1; i < number && at < line.length(); i++) {
        at = next(line, at);
        at += separator.isPresent() && at < line.length() ? 1 : 0;
      }
      return at;
    }

    private int fieldEnd(String line) {
      int begin = fieldStart(line, endField);
      return end > 0 ? Math.min(line.length(), begin + end) : next(line, begin);
    }

    /** Where the field that begins at {@code at} ends; blanks before a field belong to it. */
    private int next(String line, int at) {
      if (separator.isPresent()) {
        int found = line.indexOf(separator.get(), at);
        return found < 0 ? line.length() : found;
      }
      int i = at;
      while (i < line.length() && " \t".indexOf(line.charAt(i)) >= 0) {
        i++;
      }
      while (i < line.length() && " \t".indexOf(line.charAt(i)) < 0) {
        i++;
      }
      return i;
    }
  }

  /** Bytes that a line takes beside its text. */
  private static final int OBJECT = 48;

  void addTo(Toolset.Builder tools, String bin) {
    String words =
        "numeric-sort=n reverse=r unique=u key=k field-separator=t stable=s output=o check=c"
            + " ignore-case=f version-sort=V human-numeric-sort=h ignore-leading-blanks=b"
            + " general-numeric-sort=g";
    tools.add(
        bin, new TextTool(flavour, "nruk:t:so:cCfVhbg!dimMRzT:S:", words, 2, this::run), "sort");
  }

  private int run(Process self, Options options) throws ToolFailure {
    List<Key> keys = keys(self, options);
    String wording = flavour == Flavour.GNU ? "cannot read: %s: %e" : "%s: %e";
    List<String> lines = new ArrayList<>();
    int failed =
        Complaining.each(
            self,
            options.operands(),
            wording,
            operand -> {
              Lines input = Lines.of(self, operand);
              for (Optional<String> line = input.next(); line.isPresent(); line = input.next()) {
                self.allocate(line.get().length() + OBJECT);
                lines.add(line.get());
              }
            });
    if (failed != 0) {
      return 2;
    }
    String global = flags(options);
    Comparator<String> byKeys = byKeys(keys, global);
    Comparator<String> order = byKeys;
    if (!options.has('s') && !options.has('u')) {
      Comparator<String> last = Comparator.naturalOrder();
      order = byKeys.thenComparing(options.has('r') ? last.reversed() : last);
    }
    if (options.has('c') || options.has('C')) {
      return check(self, options, lines, order);
    }
    Comparator<String> counted = order;
    lines.sort(
        (a, b) -> {
          self.count(1);
          return counted.compare(a, b);
        });
    return print(self, options, lines, byKeys);
  }

  private static int print(
      Process self, Options options, List<String> lines, Comparator<String> byKeys) {
    StringBuilder out = new StringBuilder();
    Optional<String> before = Optional.empty();
    for (String line : lines) {
      boolean same = before.isPresent() && byKeys.compare(before.get(), line) == 0;
      if (!options.has('u') || !same) {
        out.append(line).append('\n');
        before = Optional.of(line);
      }
    }
    Optional<String> file = options.value('o');
    if (file.isEmpty()) {
      self.stdout().print(out.toString());
      return 0;
    }
    try {
      self.files().writeText(self.path(file.get()), out.toString());
      return 0;
    } catch (FileError error) {
      Complaining.say(self, "open failed: %s: %e", file.get(), error);
      return 2;
    }
  }

  private static int check(
      Process self, Options options, List<String> lines, Comparator<String> order) {
    for (int i = 1; i < lines.size(); i++) {
      if (order.compare(lines.get(i - 1), lines.get(i)) > 0) {
        if (options.has('c')) {
          String file = options.operands().isEmpty() ? "-" : options.operands().get(0);
          self.stderr()
              .println(self.name() + ": " + file + ":" + (i + 1) + ": disorder: " + lines.get(i));
        }
        return 1;
      }
    }
    return 0;
  }

  private static String flags(Options options) {
    StringBuilder flags = new StringBuilder();
    for (char flag : "nrfVhbg".toCharArray()) {
      flags.append(options.has(flag) ? "" + flag : "");
    }
    return flags.toString();
  }

  private List<Key> keys(Process self, Options options) throws ToolFailure {
    Optional<String> separator = options.value('t').map(t -> t.equals("\\t") ? "\t" : t);
    if (separator.isPresent() && separator.get().length() != 1) {
      String text = options.value('t').orElse("");
      throw new ToolFailure(
          2,
          self.name()
              + (text.isEmpty() ? ": empty tab\n" : ": multi-character tab '" + text + "'\n"));
    }
    List<Key> keys = new ArrayList<>();
    for (String spec : options.values('k')) {
      Matcher matcher = KEY.matcher(spec);
      if (!matcher.matches()) {
        throw new ToolFailure(
            2,
            self.name()
                + (flavour == Flavour.GNU
                    ? ": invalid number at field start: invalid count at start of '" + spec + "'\n"
                    : ": bad field specification\n"));
      }
      if (matcher.group(1).equals("0")) {
        throw new ToolFailure(
            2,
            self.name() + ": field number is zero: invalid field specification '" + spec + "'\n");
      }
      String flags = matcher.group(3) + Optional.ofNullable(matcher.group(6)).orElse("");
      keys.add(
          new Key(
              number(matcher, 1),
              Math.max(0, number(matcher, 2) - 1),
              number(matcher, 4),
              number(matcher, 5),
              flags,
              separator));
    }
    if (keys.isEmpty()) {
      keys.add(new Key(1, 0, 0, 0, "", separator));
    }
    return keys;
  }

  private static int number(Matcher matcher, int group) {
    return matcher.group(group) == null ? 0 : Integer.parseInt(matcher.group(group));
  }

  private static Comparator<String> byKeys(List<Key> keys, String global) {
    Comparator<String> all = (a, b) -> 0;
    for (Key key : keys) {
      String flags = key.flags().isEmpty() ? global : key.flags();
      Comparator<String> one = (a, b) -> compare(key.of(a), key.of(b), flags);
      all = all.thenComparing(flags.contains("r") ? one.reversed() : one);
    }
    return all;
  }

  private static int compare(String a, String b, String flags) {
    if (flags.contains("n") || flags.contains("g")) {
      return number(a).compareTo(number(b));
    }
    if (flags.contains("h")) {
      return human(a).compareTo(human(b));
    }
    String left = flags.contains("b") ? a.stripLeading() : a;
    String right = flags.contains("b") ? b.stripLeading() : b;
    if (flags.contains("f")) {
      left = left.toUpperCase(Locale.ROOT);
      right = right.toUpperCase(Locale.ROOT);
    }
    return flags.contains("V") ? version(left, right) : left.compareTo(right);
  }

  private static BigDecimal number(String text) {
    Matcher matcher = NUMBER.matcher(text);
    String digits = matcher.lookingAt() ? matcher.group(1) : "";
    boolean any = digits.chars().anyMatch(Character::isDigit);
    String padded = digits.endsWith(".") ? digits + "0" : digits;
    return any ? new BigDecimal(padded) : BigDecimal.ZERO;
  }

  private static BigDecimal human(String text) {
    Matcher matcher = NUMBER.matcher(text);
    int end = matcher.lookingAt() ? matcher.end() : 0;
    int unit = end < text.length() ? "KMGTPE".indexOf(Character.toUpperCase(text.charAt(end))) : -1;
    return number(text).multiply(BigDecimal.valueOf(1024).pow(unit + 1));
  }

  /** Letters come before all else, as in {@code filevercmp}. */
  private static int compareLettersFirst(String a, String b) {
    for (int i = 0; i < Math.min(a.length(), b.length()); i++) {
      char left = a.charAt(i);
      char right = b.charAt(i);
      boolean mixed = Character.isLetter(left) != Character.isLetter(right);
      if (left != right) {
        return mixed ? (Character.isLetter(left) ? -1 : 1) : Character.compare(left, right);
      }
    }
    return Integer.compare(a.length(), b.length());
  }

  /** Runs of digits compare as numbers: addresses and versions. */
  private static int version(String a, String b) {
    Matcher left = ADDRESS_PART.matcher(a);
    Matcher right = ADDRESS_PART.matcher(b);
    while (left.find()) {
      if (!right.find()) {
        return 1;
      }
      boolean digits =
          Character.isDigit(left.group().charAt(0)) && Character.isDigit(right.group().charAt(0));
      int order =
          digits
              ? new BigDecimal(left.group()).compareTo(new BigDecimal(right.group()))
              : compareLettersFirst(left.group(), right.group());
      if (order != 0) {
        return order;
      }
    }
    return right.find() ? -1 : 0;
  }
}
