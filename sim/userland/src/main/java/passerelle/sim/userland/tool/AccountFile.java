package passerelle.sim.userland.tool;

import java.util.List;
import java.util.Optional;
import passerelle.sim.process.FileSystem;

/**
 * {@code passwd(5)} or {@code group(5)} as programs read it.
 *
 * @param lines the fields of those that have a number; none where there is no such file
 */
public record AccountFile(List<String[]> lines) {
  public static final String USERS = "/etc/passwd";
  public static final String GROUPS = "/etc/group";

  /** That of a place. */
  public static AccountFile of(FileSystem files, String path) {
    return new AccountFile(
        files.text(path).stream()
            .flatMap(String::lines)
            .map(line -> line.split(":", -1))
            .filter(fields -> fields.length > 2 && fields[2].matches("[0-9]{1,9}"))
            .toList());
  }

  /** The first line with a number. */
  public Optional<String[]> numbered(int id) {
    return lines.stream().filter(fields -> Integer.parseInt(fields[2]) == id).findFirst();
  }

  /** Who has a number. */
  public Optional<String> name(int id) {
    return numbered(id).map(fields -> fields[0]);
  }
}
