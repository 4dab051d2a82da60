package passerelle.sim.userland.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import passerelle.sim.process.FileError;
import passerelle.sim.process.Process;
import passerelle.sim.process.Toolset;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.text.Align;
import passerelle.text.ByteText;

/** {@code cmp} and {@code comm}: where two files differ, and which lines of sorted ones do. */
record Comparing(Flavour flavour) {
  /** {@code EXIT_TROUBLE}. */
  private static final int TROUBLE = 2;

  void addTo(Toolset.Builder tools, String bin) {
    String words = "verbose=l silent=s quiet=s bytes=n";
    tools.add(bin, new TextTool(flavour, "lsn:!bi:", words, TROUBLE, this::cmp), "cmp");
    if (flavour == Flavour.GNU) {
      tools.add(bin, flavour.tool("123!z", "", this::comm), "comm");
    }
  }

  private int cmp(Process self, Options options) throws ToolFailure {
    List<String> names = new ArrayList<>(options.operands());
    if (names.isEmpty()) {
      String what = "missing operand after '" + self.name() + "'";
      throw TextTool.usage(flavour, self.name(), what, TROUBLE);
    } else if (names.size() == 1) {
      names.add("-");
    }
    List<byte[]> files = new ArrayList<>();
    for (String name : names.subList(0, 2)) {
      try {
        files.add(Lines.bytes(self, name));
      } catch (FileError error) {
        String what = flavour == Flavour.GNU ? name : "can't open '" + name + "'";
        String text = self.name() + ": " + what + ": " + error.getMessage();
        return options.has('s') ? TROUBLE : self.stderr().println(text, TROUBLE);
      }
    }
    byte[] a = files.get(0);
    byte[] b = files.get(1);
    int most = options.value('n').map(Integer::parseInt).orElse(Integer.MAX_VALUE);
    int length = Math.min(Math.min(a.length, b.length), most);
    int line = 1;
    int status = 0;
    for (int i = 0; i < length && (status == 0 || options.has('l')); i++) {
      if (a[i] != b[i]) {
        status = 1;
        tell(self, options, names, i, line, new int[] {a[i] & 0xff, b[i] & 0xff});
      }
      line += a[i] == '\n' ? 1 : 0;
    }
    if (a.length == b.length || length == most || status == 1 && !options.has('l')) {
      return status;
    }
    if (!options.has('s')) {
      self.stdout().flush();
      boolean whole = length > 0 && a[length - 1] == '\n';
      String where =
          length == 0
              ? " which is empty"
              : " after byte "
                  + length
                  + (options.has('l')
                      ? ""
                      : (whole ? ", line " : ", in line ") + (whole ? line - 1 : line));
      String shorter = names.get(a.length < b.length ? 0 : 1);
      String text = self.name() + ": EOF on " + shorter;
      self.stderr().println(text + (flavour == Flavour.GNU ? where : ""));
    }
    return 1;
  }

  private static void tell(
      Process self, Options options, List<String> names, int at, int line, int[] bytes) {
    if (options.has('l')) {
      String octal = " " + Align.right(Integer.toOctalString(bytes[0]), 3);
      self.stdout()
          .println((at + 1) + octal + " " + Align.right(Integer.toOctalString(bytes[1]), 3));
    } else if (!options.has('s')) {
      String which = names.get(0) + " " + names.get(1);
      self.stdout().println(which + " differ: char " + (at + 1) + ", line " + line);
    }
  }

  private int comm(Process self, Options options) throws ToolFailure {
    if (options.operands().size() != 2) {
      String last =
          options.operands().isEmpty() ? "" : " after '" + options.operands().get(0) + "'";
      throw TextTool.usage(flavour, self.name(), "missing operand" + last, 1);
    }
    List<Lines> files = new ArrayList<>();
    for (String name : options.operands()) {
      try {
        files.add(Lines.ofText(self, ByteText.decode(Lines.bytes(self, name))));
      } catch (FileError error) {
        return self.stderr().println(self.name() + ": " + name + ": " + error.getMessage(), 1);
      }
    }
    Optional<String> left = files.get(0).next();
    Optional<String> right = files.get(1).next();
    while (left.isPresent() || right.isPresent()) {
      int order = left.isEmpty() ? 1 : right.isEmpty() ? -1 : left.get().compareTo(right.get());
      char column = order < 0 ? '1' : order > 0 ? '2' : '3';
      if (!options.has(column)) {
        String before = column != '1' && !options.has('1') ? "\t" : "";
        before += column == '3' && !options.has('2') ? "\t" : "";
        self.stdout().println(before + (order > 0 ? right : left).orElseThrow());
      }
      left = order <= 0 ? files.get(0).next() : left;
      right = order >= 0 ? files.get(1).next() : right;
    }
    return 0;
  }
}
