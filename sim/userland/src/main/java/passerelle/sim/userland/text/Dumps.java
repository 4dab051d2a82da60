package passerelle.sim.userland.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import passerelle.sim.process.FileError;
import passerelle.sim.process.Process;
import passerelle.sim.process.Toolset;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.text.Align;

/** {@code od} and {@code hexdump}: the bytes of files as numbers and characters. */
record Dumps(Flavour flavour) {
  private static final int WIDTH = 16;
  private static final String ESCAPED = "\0\u0007\b\t\n\u000b\f\r";
  private static final List<String> ESCAPES =
      List.of("\\0", "\\a", "\\b", "\\t", "\\n", "\\v", "\\f", "\\r");

  /** How bytes are shown: so many to a number, in a base or as characters. */
  private record Format(char base, int size, boolean text) {
    /** The columns of one number. */
    int columns() {
      return switch (base) {
        case 'x' -> 2 * size;
        case 'o' -> size == 1 ? 3 : size == 2 ? 6 : 11;
        case 'c', 'a' -> 3;
        case 'u' -> size == 1 ? 3 : size == 2 ? 5 : 10;
        default -> size == 1 ? 4 : size == 2 ? 6 : 11;
      };
    }

    String show(byte[] bytes, int at) {
      long value = 0;
      for (int i = size - 1; i >= 0; i--) {
        value = value << 8 | (at + i < bytes.length ? bytes[at + i] & 0xff : 0);
      }
      long signed = size == 1 ? (byte) value : size == 2 ? (short) value : (int) value;
      String text =
          switch (base) {
            case 'x' -> "0".repeat(2 * size - hex(value).length()) + hex(value);
            case 'o' -> "0".repeat(columns() - octal(value).length()) + octal(value);
            case 'c', 'a' -> character((int) value);
            case 'u' -> Long.toString(value);
            default -> Long.toString(signed);
          };
      return Align.right(text, columns());
    }

    private static String hex(long value) {
      return Long.toHexString(value);
    }

    private static String octal(long value) {
      return Long.toOctalString(value);
    }

    private static String character(int value) {
      int escape = ESCAPED.indexOf((char) value);
      boolean printable = value >= ' ' && value < 0x7f;
      String octal = Integer.toOctalString(value);
      return escape >= 0
          ? ESCAPES.get(escape)
          : printable ? "" + (char) value : "0".repeat(3 - octal.length()) + octal;
    }
  }

  void addTo(Toolset.Builder tools, String bin) {
    String words = "address-radix=A format=t read-bytes=N skip-bytes=j output-duplicates=v";
    tools.add(bin, flavour.tool("A:t:N:j:vbcdoxs!w::S:", words, this::od), "od");
    tools.add(bin, flavour.tool("Cn:s:vxbcd!e:f:", "canonical=C", this::hexdump), "hexdump", "hd");
  }

  private byte[] read(Process self, Options options, char skip, char most, int[] status) {
    java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
    status[0] =
        Complaining.each(
            self,
            options.operands(),
            flavour == Flavour.GNU ? "%s: %e" : "can't open '%s': %e",
            operand -> append(all, self, operand));
    byte[] bytes = all.toByteArray();
    int from = Math.min(bytes.length, number(options, skip, 0));
    int count = number(options, most, Integer.MAX_VALUE);
    return Arrays.copyOfRange(bytes, from, (int) Math.min(bytes.length, (long) from + count));
  }

  private static void append(java.io.ByteArrayOutputStream all, Process self, String operand)
      throws FileError {
    all.writeBytes(Lines.bytes(self, operand));
  }

  private static int number(Options options, char letter, int otherwise) {
    return options
        .value(letter)
        .filter(text -> text.matches("[0-9]{1,9}"))
        .map(Integer::parseInt)
        .orElse(otherwise);
  }

  private int od(Process self, Options options) throws ToolFailure {
    List<Format> formats = new ArrayList<>();
    for (String type : options.values('t')) {
      formats.add(format(self, type));
    }
    for (char letter : options.given()) {
      switch (letter) {
        case 'b' -> formats.add(new Format('o', 1, false));
        case 'c' -> formats.add(new Format('c', 1, false));
        case 'd' -> formats.add(new Format('u', 2, false));
        case 'o' -> formats.add(new Format('o', 2, false));
        case 's' -> formats.add(new Format('d', 2, false));
        case 'x' -> formats.add(new Format('x', 2, false));
        default -> {}
      }
    }
    if (formats.isEmpty()) {
      formats.add(new Format('o', 2, false));
    }
    int[] status = {0};
    byte[] bytes = read(self, options, 'j', 'N', status);
    String radix = options.value('A').orElse("o");
    int skipped = number(options, 'j', 0);
    dump(self, bytes, formats, options.has('v'), at -> address(radix, at + skipped));
    return status[0];
  }

  private Format format(Process self, String type) throws ToolFailure {
    boolean text = type.endsWith("z") && flavour == Flavour.GNU;
    String plain = text ? type.substring(0, type.length() - 1) : type;
    if (!plain.matches("[acdoux][1-4]?")) {
      String what = "invalid type string '" + type + "'";
      throw new ToolFailure(1, self.name() + ": " + what + "\n");
    }
    char base = plain.charAt(0);
    int size = "ac".indexOf(base) >= 0 ? 1 : plain.length() > 1 ? plain.charAt(1) - '0' : 4;
    return new Format(base, size, text);
  }

  private static String address(String radix, int at) {
    String text =
        switch (radix) {
          case "d" -> Integer.toString(at);
          case "x" -> Integer.toHexString(at);
          case "n" -> "";
          default -> Integer.toOctalString(at);
        };
    int width = radix.equals("x") ? 6 : 7;
    return radix.equals("n") ? "" : "0".repeat(Math.max(0, width - text.length())) + text;
  }

  /** Where a line stands. */
  @FunctionalInterface
  private interface Address {
    String of(int at);
  }

  private static void dump(
      Process self, byte[] bytes, List<Format> formats, boolean all, Address address) {
    // All formats have their numbers below one another: each byte gets as much room.
    int room = 0;
    for (Format format : formats) {
      room = Math.max(room, (format.columns() + format.size()) / format.size());
    }
    boolean skipping = false;
    for (int at = 0; at < bytes.length; at += WIDTH) {
      int end = Math.min(bytes.length, at + WIDTH);
      self.spend(4);
      if (!all && at > 0 && end - at == WIDTH && same(bytes, at)) {
        self.stdout().print(skipping ? "" : "*\n");
        skipping = true;
        continue;
      }
      skipping = false;
      String head = address.of(at);
      for (Format format : formats) {
        StringBuilder line = new StringBuilder(head);
        int width = formats.size() == 1 ? format.columns() + 1 : room * format.size();
        for (int i = at; i < end; i += format.size()) {
          String shown = format.show(Arrays.copyOf(bytes, end), i);
          line.append(Align.right(shown, width));
        }
        if (format.text()) {
          line.append(" ".repeat(width * ((at + WIDTH - end) / format.size()))).append("  >");
          line.append(printable(bytes, at, end)).append('<');
        }
        self.stdout().println(line.toString());
        head = " ".repeat(head.length());
      }
    }
    String end = address.of(bytes.length);
    if (!end.isEmpty()) {
      self.stdout().println(end);
    }
  }

  private static boolean same(byte[] bytes, int at) {
    return Arrays.equals(bytes, at - WIDTH, at, bytes, at, at + WIDTH);
  }

  private static String printable(byte[] bytes, int from, int to) {
    StringBuilder text = new StringBuilder();
    for (int i = from; i < to; i++) {
      text.append(bytes[i] >= ' ' && bytes[i] < 0x7f ? (char) bytes[i] : '.');
    }
    return text.toString();
  }

  private int hexdump(Process self, Options options) {
    int[] status = {0};
    byte[] bytes = read(self, options, 's', 'n', status);
    int skipped = number(options, 's', 0);
    int width = options.has('C') ? 8 : 7;
    boolean skipping = false;
    for (int at = 0; at < bytes.length; at += WIDTH) {
      int end = Math.min(bytes.length, at + WIDTH);
      self.spend(4);
      if (!options.has('v') && at > 0 && end - at == WIDTH && same(bytes, at)) {
        self.stdout().print(skipping ? "" : "*\n");
        skipping = true;
        continue;
      }
      skipping = false;
      StringBuilder line = new StringBuilder(hex(at + skipped, width));
      if (options.has('C')) {
        for (int i = at; i < at + WIDTH; i++) {
          line.append(i - at == 0 || i - at == WIDTH / 2 ? "  " : " ");
          line.append(i < end ? hex(bytes[i] & 0xff, 2) : "  ");
        }
        line.append("  |").append(printable(bytes, at, end)).append('|');
      } else {
        for (int i = at; i < at + WIDTH; i += 2) {
          int high = i + 1 < end ? bytes[i + 1] & 0xff : 0;
          line.append(' ').append(i < end ? hex(high << 8 | bytes[i] & 0xff, 4) : "    ");
        }
      }
      self.stdout().println(line.toString());
    }
    if (bytes.length > 0) {
      self.stdout().println(hex(bytes.length + skipped, width));
    }
    return status[0];
  }

  private static String hex(int value, int width) {
    String text = Integer.toHexString(value).toLowerCase(Locale.ROOT);
    return "0".repeat(Math.max(0, width - text.length())) + text;
  }
}
