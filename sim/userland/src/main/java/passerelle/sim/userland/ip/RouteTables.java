package passerelle.sim.userland.ip;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import passerelle.kernel.op.RouteSpec;
import passerelle.sim.process.FileError;
import passerelle.sim.process.FileSystem;
import passerelle.sim.userland.tool.ToolFailure;
import passerelle.sim.userland.tool.Words;

/**
 * The names of routing tables: those that iproute2 brings, and those that somebody has written into
 * {@code /etc/iproute2/rt_tables} (lib/rt_names.c: rtnl_tab_initialize).
 */
record RouteTables(FileSystem files) {
  private static final String FILE = "/etc/iproute2/rt_tables";

  private static final List<Named> OWN =
      List.of(
          new Named(RouteSpec.LOCAL, "local"),
          new Named(RouteSpec.MAIN, "main"),
          new Named(RouteSpec.DEFAULT, "default"));

  private static final Pattern LINE =
      Pattern.compile("\\s*(?:0x([0-9a-fA-F]{1,8})|([0-9]{1,10}))\\s+([^\\s#]+).*");

  /** A line of the file. */
  private record Named(int number, String name) {}

  /**
   * A table by its name or number.
   *
   * @param complaint is said of what is none
   */
  int number(String text, String complaint) throws ToolFailure {
    OptionalInt named =
        all().filter(table -> table.name().equals(text)).mapToInt(Named::number).findFirst();
    return named.isPresent() ? named.getAsInt() : (int) Words.number(text, 0xffff_ffffL, complaint);
  }

  String name(int number) {
    return all()
        .filter(table -> table.number() == number)
        .map(Named::name)
        .findFirst()
        .orElse(Integer.toUnsignedString(number));
  }

  private Stream<Named> all() {
    return Stream.concat(OWN.stream(), text().lines().flatMap(line -> named(line).stream()));
  }

  private String text() {
    try {
      return files.exists(FILE) ? files.readText(FILE) : "";
    } catch (FileError unreadable) {
      return "";
    }
  }

  private static Optional<Named> named(String line) {
    Matcher m = LINE.matcher(line);
    return Optional.of(m)
        .filter(Matcher::matches)
        .map(
            found -> {
              boolean hexadecimal = found.group(1) != null;
              String digits = found.group(hexadecimal ? 1 : 2);
              return new Named((int) Long.parseLong(digits, hexadecimal ? 16 : 10), found.group(3));
            });
  }
}
