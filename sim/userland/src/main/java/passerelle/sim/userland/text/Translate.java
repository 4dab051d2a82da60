package passerelle.sim.userland.text;

import java.util.Arrays;
import java.util.Optional;
import passerelle.sim.process.Process;
import passerelle.sim.process.Toolset;
import passerelle.sim.shell.CharacterClass;
import passerelle.sim.shell.Escapes;
import passerelle.sim.userland.tool.ToolFailure;

/** {@code tr}. */
record Translate(Flavour flavour) {
  private static final String NAMES =
      "alnum alpha blank cntrl digit graph lower print punct space upper xdigit";

  void addTo(Toolset.Builder tools, String bin) {
    String words = "delete=d squeeze-repeats=s complement=c truncate-set1=t";
    tools.add(bin, flavour.tool("+cCdst", words, this::run), "tr");
  }

  private int run(Process self, Options options) throws ToolFailure {
    boolean delete = options.has('d');
    boolean squeeze = options.has('s');
    int wanted = delete != squeeze ? 1 : 2;
    if (options.operands().size() < (delete && !squeeze || squeeze && !delete ? 1 : wanted)) {
      throw missing(self, options);
    }
    boolean complement = options.has('c') || options.has('C');
    String first = expand(options.operands().get(0));
    Optional<String> second =
        options.operands().size() > 1
            ? Optional.of(expand(options.operands().get(1)))
            : Optional.empty();
    boolean extra = delete && !squeeze && second.isPresent();
    if (extra && flavour == Flavour.GNU) {
      String operand = options.operands().get(1);
      throw new ToolFailure(
          1,
          "%s: extra operand '%s".formatted(self.name(), operand)
              + "'\nOnly one string may be given when deleting without squeezing repeats.\n"
              + "Try 'tr --help' for more information.\n");
    }
    if (!delete && second.isPresent() && second.get().isEmpty()) {
      throw new ToolFailure(
          1, self.name() + ": when not truncating set1, string2 must be non-empty\n");
    }
    self.stdout().useStdioBuffer();
    Mapping mapping = new Mapping(first, second, complement, delete, squeeze);
    for (byte[] some = self.stdin().read(65536); some.length > 0; some = self.stdin().read(65536)) {
      self.stdout().write(mapping.apply(some));
      self.spend(some.length / 8);
    }
    return 0;
  }

  private ToolFailure missing(Process self, Options options) {
    if (options.operands().isEmpty()) {
      return TextTool.usage(flavour, self.name(), "missing operand", 1);
    }
    String what = "missing operand after '" + options.operands().get(0) + "'";
    String why =
        options.has('d')
            ? "Two strings must be given when both deleting and squeezing repeats."
            : "Two strings must be given when translating.";
    return flavour == Flavour.GNU
        ? new ToolFailure(
            1, self.name() + ": " + what + "\n" + why + "\nTry 'tr --help' for more information.\n")
        : TextTool.usage(flavour, self.name(), "missing operand", 1);
  }

  /** The characters of a set: ranges, classes and escapes done. */
  private static String expand(String set) {
    StringBuilder plain = new StringBuilder();
    int i = 0;
    while (i < set.length()) {
      int end = set.startsWith("[:", i) ? set.indexOf(":]", i) : -1;
      if (end > 0 && NAMES.contains(set.substring(i + 2, end))) {
        for (char c = 0; c < 256; c++) {
          plain.append(CharacterClass.contains(set.substring(i + 2, end), c) ? "" + c : "");
        }
        i = end + 2;
        continue;
      }
      int used = set.charAt(i) == '\\' && i + 1 < set.length() ? 2 : 1;
      while (used > 1
          && used < 4
          && i + used < set.length()
          && octal(set.charAt(i + 1))
          && octal(set.charAt(i + used))) {
        used++;
      }
      char low = one(set.substring(i, i + used));
      i += used;
      if (i + 1 < set.length() && set.charAt(i) == '-') {
        for (char c = low; c <= set.charAt(i + 1); c++) {
          plain.append(c);
        }
        i += 2;
      } else {
        plain.append(low);
      }
    }
    return plain.toString();
  }

  private static boolean octal(char c) {
    return c >= '0' && c <= '7';
  }

  private static char one(String text) {
    String done = Escapes.interpret(text, false).text();
    return done.length() == 2 ? done.charAt(1) : done.isEmpty() ? 0 : done.charAt(0);
  }

  /** What happens to each byte. */
  private static final class Mapping {
    private final boolean[] inFirst = new boolean[256];
    private final boolean[] squeezed = new boolean[256];
    private final byte[] target = new byte[256];
    private final boolean delete;
    private int last = -1;

    Mapping(
        String first,
        Optional<String> second,
        boolean complement,
        boolean delete,
        boolean squeeze) {
      this.delete = delete;
      for (char c : first.toCharArray()) {
        inFirst[c & 0xff] = true;
      }
      for (int c = 0; c < 256; c++) {
        inFirst[c] ^= complement;
        target[c] = (byte) c;
      }
      if (!delete && second.isPresent()) {
        translate(first, second.get(), complement);
      }
      for (int c = 0; c < 256 && squeeze; c++) {
        squeezed[c] = second.isPresent() ? second.get().indexOf(c) >= 0 : inFirst[c];
      }
    }

    private void translate(String first, String second, boolean complement) {
      String from = first;
      if (complement) {
        StringBuilder others = new StringBuilder();
        for (int c = 0; c < 256; c++) {
          others.append(inFirst[c] ? "" + (char) c : "");
        }
        from = others.toString();
      }
      for (int i = from.length() - 1; i >= 0; i--) {
        char to = second.charAt(Math.min(i, second.length() - 1));
        target[from.charAt(i) & 0xff] = (byte) to;
      }
    }

    byte[] apply(byte[] bytes) {
      byte[] out = new byte[bytes.length];
      int length = 0;
      for (byte b : bytes) {
        int c = b & 0xff;
        if (delete && inFirst[c]) {
          continue;
        }
        int mapped = target[c] & 0xff;
        if (mapped == last && squeezed[mapped]) {
          continue;
        }
        last = mapped;
        out[length++] = (byte) mapped;
      }
      return Arrays.copyOf(out, length);
    }
  }
}
