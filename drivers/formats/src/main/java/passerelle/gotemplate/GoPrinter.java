package passerelle.gotemplate;

import java.math.BigInteger;
import java.util.List;

/**
 * Prints values with verbs, as Go's fmt does (Go: fmt {@code print.go}). Text beyond {@link
 * Budget#MAX_TEXT} is not kept, and then {@link #text} is an error.
 */
final class GoPrinter {
  private final StringBuilder out = new StringBuilder();
  FormatFlags flags = new FormatFlags();
  private boolean overflow;

  /** {@code fmt.Sprint}. */
  static String sprint(List<GoValue> values) throws GoTemplateException {
    GoPrinter printer = new GoPrinter();
    boolean previousIsString = false;
    for (int i = 0; i < values.size(); i++) {
      boolean isString = values.get(i).kind() == GoKind.STRING;
      if (i > 0 && !isString && !previousIsString) {
        printer.write(" ");
      }
      printer.print(values.get(i), 'v');
      previousIsString = isString;
    }
    return printer.text();
  }

  /** {@code fmt.Sprintln}. */
  static String sprintln(List<GoValue> values) throws GoTemplateException {
    GoPrinter printer = new GoPrinter();
    for (int i = 0; i < values.size(); i++) {
      printer.write(i > 0 ? " " : "");
      printer.print(values.get(i), 'v');
    }
    printer.write("\n");
    return printer.text();
  }

  /** One value with one verb, as an error text quotes it. */
  static String show(GoValue value, int verb) throws GoTemplateException {
    GoPrinter printer = new GoPrinter();
    if (value.isValid()) {
      printer.printValue(value, verb, 0);
    } else {
      printer.write("<invalid reflect.Value>");
    }
    return printer.text();
  }

  String text() throws GoTemplateException {
    if (overflow) {
      throw new GoTemplateException("the text is longer than Passerelle keeps");
    }
    return out.toString();
  }

  void write(String s) {
    if (out.length() + s.length() > Budget.MAX_TEXT) {
      overflow = true;
    } else {
      out.append(s);
    }
  }

  /** An operand of print or printf; {@link GoValue#NONE} is nil. */
  void print(GoValue value, int verb) {
    if (!value.isValid()) {
      if (verb == 'T' || verb == 'v') {
        write(flags.pad("<nil>"));
      } else {
        badVerb(value, verb);
      }
    } else if (verb == 'T') {
      write(flags.string(value.type().toString()));
    } else if (verb == 'p') {
      address(value, 'p');
    } else {
      printValue(value, verb, 0);
    }
  }

  private void badVerb(GoValue value, int verb) {
    write("%!" + Character.toString(verb) + "(");
    if (value.isValid()) {
      write(value.type() + "=");
      printValue(value, 'v', 0);
    } else {
      write("<nil>");
    }
    write(")");
  }

  private void printValue(GoValue value, int verb, int depth) {
    if (overflow || printByMethod(value, verb)) {
      return;
    }
    if (value instanceof GoValue.Bool b) {
      if (verb == 't' || verb == 'v') {
        write(flags.pad(String.valueOf(b.value())));
      } else {
        badVerb(value, verb);
      }
    } else if (value instanceof GoValue.Int n) {
      printInteger(n, verb);
    } else if (value instanceof GoValue.Float f) {
      printFloat(value, f.value(), verb);
    } else if (value instanceof GoValue.Complex c) {
      printComplex(c, verb);
    } else if (value instanceof GoValue.Str s) {
      printString(s, verb);
    } else if (value instanceof GoValue.Interface i) {
      printInterface(i, verb, depth);
    } else if (value instanceof GoValue.Pointer p) {
      printPointer(p, verb, depth);
    } else {
      printComposite(value, verb, depth);
    }
  }

  /** A type with a String method prints what that returns (Go: {@code fmt.Stringer}). */
  private boolean printByMethod(GoValue value, int verb) {
    GoType.Method stringer = value.type().methods().get("String");
    if (stringer == null || flags.sharpV || "vsxXq".indexOf(verb) < 0) {
      return false;
    }
    GoFunction function = stringer.bind(value);
    if (!function.parameters().isEmpty()) {
      return false;
    }
    try {
      printString(
          new GoValue.Str(GoType.STRING, sprint(List.of(function.body().call(List.of())))), verb);
    } catch (GoTemplateException e) {
      write("%!v(PANIC=String method: " + e.getMessage() + ")");
    }
    return true;
  }

  private void printInteger(GoValue.Int value, int verb) {
    BigInteger n = BigInteger.valueOf(value.value());
    boolean unsigned = value.kind().isUnsigned();
    if (unsigned && n.signum() < 0) {
      n = n.add(BigInteger.ONE.shiftLeft(64));
    }
    switch (verb) {
      case 'v' -> write(flags.sharpV && unsigned ? hexadecimal(n) : flags.integer(n, 10, 'd'));
      case 'd' -> write(flags.integer(n, 10, 'd'));
      case 'b' -> write(flags.integer(n, 2, 'b'));
      case 'o', 'O' -> write(flags.integer(n, 8, (char) verb));
      case 'x', 'X' -> write(flags.integer(n, 16, (char) verb));
      case 'c' -> write(flags.character(n));
      case 'q' -> write(flags.quotedCharacter(n));
      case 'U' -> write(flags.unicode(n));
      default -> badVerb(value, verb);
    }
  }

  private String hexadecimal(BigInteger n) {
    boolean sharp = flags.sharp;
    flags.sharp = true;
    String text = flags.integer(n, 16, 'v');
    flags.sharp = sharp;
    return text;
  }

  private void printFloat(GoValue value, double f, int verb) {
    switch (verb) {
      case 'v' -> write(flags.floating(f, 'g', GoFloat.SHORTEST));
      case 'b', 'g', 'G', 'x', 'X' -> write(flags.floating(f, (char) verb, GoFloat.SHORTEST));
      case 'f', 'e', 'E' -> write(flags.floating(f, (char) verb, 6));
      case 'F' -> write(flags.floating(f, 'f', 6));
      default -> badVerb(value, verb);
    }
  }

  private void printComplex(GoValue.Complex c, int verb) {
    if ("vbgGxXfFeE".indexOf(verb) < 0) {
      badVerb(c, verb);
      return;
    }
    boolean plus = flags.plus;
    write("(");
    printFloat(c, c.real(), verb);
    flags.plus = true;
    printFloat(c, c.imaginary(), verb);
    write("i)");
    flags.plus = plus;
  }

  private void printString(GoValue.Str s, int verb) {
    switch (verb) {
      case 'v' -> write(flags.sharpV ? flags.quoted(s.value()) : flags.string(s.value()));
      case 's' -> write(flags.string(s.value()));
      case 'x', 'X' -> write(flags.hexString(s.value(), verb == 'X'));
      case 'q' -> write(flags.quoted(s.value()));
      default -> badVerb(s, verb);
    }
  }

  private void printInterface(GoValue.Interface i, int verb, int depth) {
    if (i.dynamic().isPresent()) {
      printValue(i.dynamic().get(), verb, depth + 1);
    } else {
      write(flags.sharpV ? "interface {}(nil)" : "<nil>");
    }
  }

  private void printPointer(GoValue.Pointer p, int verb, int depth) {
    boolean composite = p.target().isPresent() && !isScalar(p.target().get());
    if (depth == 0 && composite) {
      write("&");
      printValue(p.target().get(), verb, depth + 1);
    } else {
      address(p, verb);
    }
  }

  private static boolean isScalar(GoValue value) {
    return value.kind() != GoKind.SLICE
        && value.kind() != GoKind.MAP
        && value.kind() != GoKind.STRUCT;
  }

  /** The address of a value. The simulated one depends only on what the value holds. */
  private void address(GoValue value, int verb) {
    long at = value.isNil() ? 0 : 0xc000000000L | value.hashCode() & 0xfffff8;
    String hex = "%x".formatted(at);
    boolean pointing =
        value instanceof GoValue.Pointer
            || value instanceof GoValue.MapValue
            || value instanceof GoValue.Slice;
    if (!pointing) {
      badVerb(value, verb);
    } else if (verb == 'v' && flags.sharpV) {
      write("(" + value.type() + ")(" + (at == 0 ? "nil" : "0x" + hex) + ")");
    } else if (verb == 'v' && at == 0) {
      write(flags.pad("<nil>"));
    } else if (verb == 'v' || verb == 'p') {
      write(flags.pad(flags.sharp ? hex : "0x" + hex));
    } else if ("bodxX".indexOf(verb) >= 0) {
      printInteger(new GoValue.Int(GoType.UINT64, at), verb);
    } else {
      badVerb(value, verb);
    }
  }

  private void printComposite(GoValue value, int verb, int depth) {
    if (flags.sharpV) {
      write(value.type().toString());
      if (value.isNil()) {
        write("(nil)");
        return;
      }
    }
    String separator = flags.sharpV ? ", " : " ";
    boolean isStruct = value instanceof GoValue.StructValue;
    write(flags.sharpV || isStruct ? "{" : value instanceof GoValue.MapValue ? "map[" : "[");
    if (value instanceof GoValue.MapValue map) {
      printEntries(map, verb, depth, separator);
    } else if (value instanceof GoValue.Slice slice) {
      for (int i = 0; i < slice.elements().size(); i++) {
        write(i > 0 ? separator : "");
        printValue(slice.elements().get(i), verb, depth + 1);
      }
    } else if (value instanceof GoValue.StructValue struct) {
      printFields(struct, verb, depth, separator);
    }
    write(flags.sharpV || isStruct ? "}" : "]");
  }

  private void printEntries(GoValue.MapValue map, int verb, int depth, String separator) {
    boolean first = true;
    for (var entry : map.entries().entrySet()) {
      write(first ? "" : separator);
      first = false;
      printValue(map.key(entry.getKey()), verb, depth + 1);
      write(":");
      printValue(entry.getValue(), verb, depth + 1);
    }
  }

  private void printFields(GoValue.StructValue struct, int verb, int depth, String separator) {
    for (int i = 0; i < struct.fields().size(); i++) {
      write(i > 0 ? separator : "");
      if (flags.plusV || flags.sharpV) {
        write(struct.type().fields().get(i).name() + ":");
      }
      printValue(struct.fields().get(i), verb, depth + 1);
    }
  }
}
