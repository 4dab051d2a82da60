package passerelle.sim.userland.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import passerelle.sim.process.FileError;
import passerelle.sim.process.Process;
import passerelle.sim.process.Toolset;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.text.ByteText;

/** {@code diff}: what must be changed in one file to make the other of it, line by line. */
record Differences(Flavour flavour) {
  private static final String NO_NEWLINE = "\\ No newline at end of file\n";

  /** {@code EXIT_TROUBLE}. */
  private static final int TROUBLE = 2;

  private static final int CONTEXT = 3;

  void addTo(Toolset.Builder tools, String bin) {
    String words =
        "unified=u brief=q recursive=r ignore-case=i ignore-all-space=w ignore-space-change=b"
            + " report-identical-files=s new-file=N text=a";
    String letters = flavour == Flavour.GNU ? "uU:qriwbsNaL:!cCyeBdtTW:" : "U:qriwbsNaL:BdtTS:";
    tools.add(bin, new TextTool(flavour, letters, words, TROUBLE, this::diff), "diff");
  }

  /** A file as lines, of which the last may lack its end. */
  private record Text(List<String> lines, boolean open) {
    static Text of(String text) {
      List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
      String last = lines.remove(lines.size() - 1);
      boolean open = !last.isEmpty();
      if (open) {
        lines.add(last);
      }
      return new Text(lines, open);
    }

    /** A line to be printed, with the note that it has no end. */
    String line(int at) {
      boolean ends = !open || at < lines.size() - 1;
      return lines.get(at) + "\n" + (ends ? "" : NO_NEWLINE);
    }
  }

  /** Lines from {@code a1} up to {@code a2} give way to those from {@code b1} up to {@code b2}. */
  private record Change(int a1, int a2, int b1, int b2) {}

  private int diff(Process self, Options options) throws ToolFailure {
    List<String> names = options.operands();
    if (names.size() != 2) {
      String what =
          names.isEmpty()
              ? "missing operand after '" + self.name() + "'"
              : names.size() == 1
                  ? "missing operand after '" + names.get(0) + "'"
                  : "extra operand '" + names.get(2) + "'";
      throw TextTool.usage(flavour, self.name(), what, TROUBLE);
    }
    String left = names.get(0);
    String right = names.get(1);
    boolean leftDirectory = isDirectory(self, left);
    boolean rightDirectory = isDirectory(self, right);
    if (leftDirectory && rightDirectory) {
      return directories(self, options, left, right);
    } else if (leftDirectory) {
      left += "/" + right.substring(right.lastIndexOf('/') + 1);
    } else if (rightDirectory) {
      right += "/" + left.substring(left.lastIndexOf('/') + 1);
    }
    return files(self, options, left, right, "");
  }

  private static boolean isDirectory(Process self, String name) {
    return !name.equals("-") && self.files().isDirectory(self.path(name));
  }

  private int directories(Process self, Options options, String left, String right) {
    TreeSet<String> names = new TreeSet<>();
    List<String> lefts = names(self, left);
    List<String> rights = names(self, right);
    names.addAll(lefts);
    names.addAll(rights);
    int status = 0;
    for (String name : names) {
      String one = left + "/" + name;
      String other = right + "/" + name;
      if (!lefts.contains(name) || !rights.contains(name)) {
        String where = lefts.contains(name) ? left : right;
        self.stdout().println("Only in " + where + ": " + name);
        status = Math.max(status, 1);
      } else if (isDirectory(self, one) && isDirectory(self, other)) {
        if (options.has('r')) {
          status = Math.max(status, directories(self, options, one, other));
        } else {
          self.stdout().println("Common subdirectories: " + one + " and " + other);
        }
      } else {
        StringBuilder words = new StringBuilder("diff");
        options.given().forEach(letter -> words.append(" -").append(letter));
        String title = words + " " + one + " " + other + "\n";
        status = Math.max(status, files(self, options, one, other, title));
      }
    }
    return status;
  }

  private static List<String> names(Process self, String directory) {
    return self.files().names(self.path(directory));
  }

  private int files(Process self, Options options, String left, String right, String title) {
    List<Text> texts = new ArrayList<>();
    for (String name : List.of(left, right)) {
      try {
        texts.add(Text.of(ByteText.decode(Lines.bytes(self, name))));
      } catch (FileError error) {
        String what = flavour == Flavour.GNU ? name : "can't stat '" + name + "'";
        self.stderr().println(self.name() + ": " + what + ": " + error.getMessage());
        if (flavour == Flavour.BUSYBOX) {
          break;
        }
      }
    }
    if (texts.size() < 2) {
      return TROUBLE;
    }
    List<Change> changes = changes(self, texts.get(0), texts.get(1), options);
    if (changes.isEmpty()) {
      if (options.has('s')) {
        self.stdout().println("Files " + left + " and " + right + " are identical");
      }
      return 0;
    }
    if (options.has('q')) {
      self.stdout().println("Files " + left + " and " + right + " differ");
    } else if (flavour == Flavour.BUSYBOX || options.has('u') || options.has('U')) {
      List<String> labels = options.values('L');
      String stamp = flavour == Flavour.GNU ? "\t" + LabClock.boot().format(SizeTools.TIME) : "";
      String first = labels.isEmpty() ? left + stamp : labels.get(0);
      String second = labels.size() < 2 ? right + stamp : labels.get(1);
      int context = options.value('U').map(Integer::parseInt).orElse(CONTEXT);
      self.stdout().print(flavour == Flavour.GNU ? title : "");
      self.stdout().print("--- " + first + "\n+++ " + second + "\n");
      self.stdout().print(unified(texts.get(0), texts.get(1), changes, context));
    } else {
      self.stdout().print(title + normal(texts.get(0), texts.get(1), changes));
    }
    return 1;
  }

  private static String key(String line, Options options) {
    String key = options.has('w') ? line.replaceAll("\\s+", "") : line;
    key = options.has('b') ? key.replaceAll("\\s+", " ").stripTrailing() : key;
    return options.has('i') ? key.toLowerCase(Locale.ROOT) : key;
  }

  /** The changes between the longest lines that both have in common, each as late as it can be. */
  private static List<Change> changes(Process self, Text left, Text right, Options options) {
    List<String> a = keys(left, options);
    List<String> b = keys(right, options);
    int start = 0;
    while (start < Math.min(a.size(), b.size()) && a.get(start).equals(b.get(start))) {
      start++;
    }
    int n = a.size();
    int m = b.size();
    while (n > start && m > start && a.get(n - 1).equals(b.get(m - 1))) {
      n--;
      m--;
    }
    self.allocate(4L * (n - start + 1) * (m - start + 1));
    int[][] common = new int[n - start + 1][m - start + 1];
    for (int i = n - 1; i >= start; i--) {
      self.spend(1 + (m - start) / 8);
      for (int j = m - 1; j >= start; j--) {
        common[i - start][j - start] =
            a.get(i).equals(b.get(j))
                ? common[i - start + 1][j - start + 1] + 1
                : Math.max(common[i - start + 1][j - start], common[i - start][j - start + 1]);
      }
    }
    boolean[] gone = new boolean[a.size()];
    boolean[] come = new boolean[b.size()];
    int i = start;
    int j = start;
    while (i < n || j < m) {
      if (i < n && j < m && a.get(i).equals(b.get(j))) {
        i++;
        j++;
      } else if (j == m
          || i < n && common[i - start + 1][j - start] >= common[i - start][j - start + 1]) {
        gone[i++] = true;
      } else {
        come[j++] = true;
      }
    }
    self.allocate(-4L * (n - start + 1) * (m - start + 1));
    slide(a, gone);
    slide(b, come);
    return collect(gone, come);
  }

  private static List<String> keys(Text text, Options options) {
    List<String> keys = new ArrayList<>();
    text.lines().forEach(line -> keys.add(key(line, options)));
    if (text.open()) {
      keys.set(keys.size() - 1, keys.get(keys.size() - 1) + "\n");
    }
    return keys;
  }

  /** A run of changed lines that could as well be further down is ({@code shift_boundaries}). */
  private static void slide(List<String> lines, boolean[] changed) {
    for (int end = lines.size() - 1; end >= 0; end--) {
      if (!changed[end]) {
        continue;
      }
      int start = end;
      while (start > 0 && changed[start - 1]) {
        start--;
      }
      int next = end + 1;
      while (next < lines.size() && !changed[next] && lines.get(start).equals(lines.get(next))) {
        changed[start++] = false;
        changed[next++] = true;
      }
      end = Math.min(end, start);
    }
  }

  private static List<Change> collect(boolean[] gone, boolean[] come) {
    List<Change> changes = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < gone.length || j < come.length) {
      int fromI = i;
      int fromJ = j;
      while (i < gone.length && gone[i]) {
        i++;
      }
      while (j < come.length && come[j]) {
        j++;
      }
      if (i > fromI || j > fromJ) {
        changes.add(new Change(fromI, i, fromJ, j));
      } else {
        i++;
        j++;
      }
    }
    return changes;
  }

  private static String normal(Text left, Text right, List<Change> changes) {
    StringBuilder out = new StringBuilder();
    for (Change change : changes) {
      boolean deletes = change.a2() > change.a1();
      boolean adds = change.b2() > change.b1();
      out.append(range(change.a1(), change.a2()));
      out.append(deletes && adds ? 'c' : deletes ? 'd' : 'a');
      out.append(range(change.b1(), change.b2())).append('\n');
      for (int i = change.a1(); i < change.a2(); i++) {
        out.append("< ").append(left.line(i));
      }
      out.append(deletes && adds ? "---\n" : "");
      for (int j = change.b1(); j < change.b2(); j++) {
        out.append("> ").append(right.line(j));
      }
    }
    return out.toString();
  }

  private static String range(int from, int to) {
    return to <= from ? "" + from : to == from + 1 ? "" + to : (from + 1) + "," + to;
  }

  private static String unified(Text left, Text right, List<Change> changes, int context) {
    StringBuilder out = new StringBuilder();
    for (int first = 0; first < changes.size(); ) {
      int last = first;
      while (last + 1 < changes.size()
          && changes.get(last + 1).a1() - changes.get(last).a2() <= 2 * context) {
        last++;
      }
      out.append(hunk(left, right, changes.subList(first, last + 1), context));
      first = last + 1;
    }
    return out.toString();
  }

  private static String hunk(Text left, Text right, List<Change> changes, int context) {
    Change first = changes.get(0);
    Change last = changes.get(changes.size() - 1);
    int before = Math.min(context, first.a1());
    int after = Math.min(context, left.lines().size() - last.a2());
    StringBuilder out = new StringBuilder("@@ -");
    out.append(span(first.a1() - before, last.a2() + after)).append(" +");
    out.append(span(first.b1() - before, last.b2() + after)).append(" @@\n");
    int at = first.a1() - before;
    for (Change change : changes) {
      at = same(out, left, at, change.a1());
      for (int i = change.a1(); i < change.a2(); i++) {
        out.append('-').append(left.line(i));
      }
      for (int j = change.b1(); j < change.b2(); j++) {
        out.append('+').append(right.line(j));
      }
      at = change.a2();
    }
    same(out, left, at, last.a2() + after);
    return out.toString();
  }

  private static int same(StringBuilder out, Text text, int from, int to) {
    for (int i = from; i < to; i++) {
      out.append(' ').append(text.line(i));
    }
    return to;
  }

  private static String span(int from, int to) {
    int count = to - from;
    return count == 1 ? "" + (from + 1) : (count == 0 ? from : from + 1) + "," + count;
  }
}
