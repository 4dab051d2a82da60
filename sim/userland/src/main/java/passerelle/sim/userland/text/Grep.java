package passerelle.sim.userland.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import passerelle.sim.process.FileError;
import passerelle.sim.process.FileSystem;
import passerelle.sim.process.Process;
import passerelle.sim.process.Toolset;
import passerelle.sim.shell.Regex;
import passerelle.sim.userland.tool.ToolFailure;

/** {@code grep}, {@code egrep} and {@code fgrep}. */
record Grep(Flavour flavour) {
  private static final String LETTERS = "civnoEFGqwxA:B:C:e:m:hHslLrRf:ab!zTuUZyd:D:";
  private static final String WORDS =
      "count=c ignore-case=i invert-match=v line-number=n only-matching=o extended-regexp=E"
          + " fixed-strings=F basic-regexp=G quiet=q silent=q word-regexp=w line-regexp=x"
          + " after-context=A before-context=B context=C regexp=e max-count=m no-filename=h"
          + " with-filename=H no-messages=s files-with-matches=l files-without-match=L recursive=r"
          + " file=f text=a byte-offset=b line-buffered=j color=a colour=a perl-regexp=P"
          + " include=! exclude=! exclude-dir=! null=! no-ignore-case=a";
  private static final int TROUBLE = 2;

  void addTo(Toolset.Builder tools, String bin) {
    String letters = flavour == Flavour.GNU ? "P" + LETTERS : LETTERS;
    TextTool tool =
        new TextTool(flavour, letters, WORDS, flavour == Flavour.GNU ? TROUBLE : 1, this::run);
    tools.add(bin, tool, "grep", "egrep", "fgrep");
  }

  private int run(Process self, Options options) throws ToolFailure {
    List<String> operands = new ArrayList<>(options.operands());
    List<String> patterns = patterns(self, options, operands);
    boolean recursive = options.has('r') || options.has('R');
    if (operands.isEmpty()) {
      operands.add(recursive ? "." : "-");
    }
    List<String> files = recursive ? expand(self, operands) : operands;
    boolean names = (files.size() > 1 || recursive) && !options.has('h') || options.has('H');
    if (!options.has('j')) {
      self.stdout().useStdioBuffer();
    }
    LineMatcher matcher = matcher(self, options, patterns);
    GrepOutput output = new GrepOutput(self, options, names);
    boolean found = false;
    boolean trouble = false;
    for (String file : files) {
      try {
        found |= search(self, options, matcher, output, file);
      } catch (FileError error) {
        trouble = true;
        if (!options.has('s')) {
          Complaining.say(self, "%s: %e", file, error);
        }
      }
      if (found && options.has('q')) {
        return 0;
      }
    }
    return trouble ? TROUBLE : found ? 0 : 1;
  }

  private List<String> patterns(Process self, Options options, List<String> operands)
      throws ToolFailure {
    List<String> patterns = new ArrayList<>(options.values('e'));
    for (String file : options.values('f')) {
      try {
        String path = self.path(file);
        patterns.addAll(List.of(self.files().readText(path).split("\n")));
      } catch (FileError error) {
        throw new ToolFailure(TROUBLE, "grep: " + file + ": " + error.getMessage() + "\n");
      }
    }
    if (patterns.isEmpty() && options.values('e').isEmpty() && !options.has('f')) {
      if (operands.isEmpty()) {
        String gnu =
            "Usage: grep [OPTION]... PATTERNS [FILE]...\n"
                + "Try 'grep --help' for more information.\n";
        throw flavour == Flavour.GNU
            ? new ToolFailure(TROUBLE, gnu)
            : new ToolFailure(1, TextTool.usage(flavour, self.name(), "", 1).getMessage());
      }
      patterns.addAll(List.of(operands.remove(0).split("\n", -1)));
    }
    return patterns;
  }

  private static List<String> expand(Process self, List<String> operands) {
    List<String> files = new ArrayList<>();
    for (String operand : operands) {
      collect(self, operand, files);
    }
    return files;
  }

  private static void collect(Process self, String name, List<String> files) {
    String path = self.path(name);
    self.spend(1);
    try {
      if (!self.files().isDirectory(path)) {
        files.add(name);
        return;
      }
      for (String child : self.files().list(path)) {
        // Only the links of the command line are followed; others could lead round in circles.
        if (!self.files().isLink(FileSystem.resolve(path, child))) {
          collect(self, name.endsWith("/") ? name + child : name + "/" + child, files);
        }
      }
    } catch (FileError gone) {
      files.add(name);
    }
  }

  /** Finds a match in a line, from an offset. */
  @FunctionalInterface
  private interface LineMatcher {
    Optional<int[]> find(String line, int from);
  }

  private LineMatcher matcher(Process self, Options options, List<String> patterns)
      throws ToolFailure {
    boolean extended = options.has('E') || self.name().equals("egrep");
    boolean fixed = options.has('F') || self.name().equals("fgrep");
    List<Regex> regexes = new ArrayList<>();
    for (String pattern : patterns) {
      try {
        String expression = fixed ? pattern.replaceAll("([\\[\\].*^$\\\\])", "\\\\$1") : pattern;
        boolean anyCase = options.has('i') || options.has('y');
        regexes.add(
            options.has('P')
                ? Regex.perl(pattern, anyCase)
                : Regex.compile(expression, extended && !fixed, anyCase));
      } catch (Regex.Invalid invalid) {
        String what = flavour == Flavour.GNU ? invalid.getMessage() : "bad regex '" + pattern + "'";
        throw new ToolFailure(TROUBLE, self.name() + ": " + what + "\n");
      }
    }
    return (line, from) -> first(self, options, regexes, line, from);
  }

  private static Optional<int[]> first(
      Process self, Options options, List<Regex> regexes, String line, int from) {
    Optional<int[]> best = Optional.empty();
    for (Regex regex : regexes) {
      Matcher matcher = regex.matcher(self, line);
      int at = from;
      while (at <= line.length() && matcher.find(at)) {
        boolean whole = matcher.start() == 0 && matcher.end() == line.length();
        boolean fits =
            options.has('x')
                ? whole || matcher.matches()
                : !options.has('w') || isWord(line, matcher);
        if (fits) {
          int[] hit = {regex.start(matcher), matcher.end()};
          boolean better =
              best.isEmpty()
                  || hit[0] < best.get()[0]
                  || hit[0] == best.get()[0] && hit[1] > best.get()[1];
          best = better ? Optional.of(hit) : best;
          break;
        }
        at = matcher.start() + 1;
      }
    }
    return best;
  }

  private static boolean isWord(String line, Matcher matcher) {
    boolean before = matcher.start() > 0 && isWordCharacter(line.charAt(matcher.start() - 1));
    boolean after = matcher.end() < line.length() && isWordCharacter(line.charAt(matcher.end()));
    return !before && !after;
  }

  private static boolean isWordCharacter(char c) {
    return c == '_' || Character.isLetterOrDigit(c);
  }

  private boolean search(
      Process self, Options options, LineMatcher matcher, GrepOutput output, String file)
      throws FileError {
    Lines lines = Lines.of(self, file);
    output.begin(file.equals("-") ? "(standard input)" : file);
    long max =
        options
            .value('m')
            .filter(m -> m.matches("\\d{1,9}"))
            .map(Long::parseLong)
            .orElse(Long.MAX_VALUE);
    long count = 0;
    for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
      boolean selected = matcher.find(line.get(), 0).isPresent() != options.has('v');
      if (!selected || count >= max) {
        output.context(line.get());
        continue;
      }
      count++;
      if (options.has('q')) {
        return true;
      }
      if (options.has('o') && !options.has('v') && !output.isSummary()) {
        parts(matcher, output, line.get());
      } else {
        output.selected(line.get());
      }
      if (count >= max && !output.hasTrailingContext()) {
        break;
      }
    }
    output.end(count);
    return options.has('L') ? count == 0 : count > 0;
  }

  private static void parts(LineMatcher matcher, GrepOutput output, String line) {
    output.newLine();
    int from = 0;
    Optional<int[]> hit = matcher.find(line, from);
    while (hit.isPresent()) {
      if (hit.get()[1] > hit.get()[0]) {
        output.part(line.substring(hit.get()[0], hit.get()[1]));
      }
      from = Math.max(hit.get()[1], hit.get()[0] + 1);
      hit = from <= line.length() ? matcher.find(line, from) : Optional.empty();
    }
  }
}
