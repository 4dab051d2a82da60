package passerelle.cli.daemon;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import passerelle.engine.EngineVersion;
import passerelle.engine.cli.FlagParser;
import passerelle.engine.cli.ParsedFlags;
import passerelle.engine.cli.Problem;
import passerelle.text.Resources;

/** The options that dockerd has, in which versions: a table made of {@code dockerd --help}. */
public final class DaemonFlags {
  private static final String TABLE = "dockerd-options.txt";

  /** All of them by name. */
  public static final List<Flag> ALL = read();

  private DaemonFlags() {}

  /**
   * An option.
   *
   * @param letter its short name, empty for none
   * @param name its long name, without dashes
   * @param type what its value is: {@code bool} for a switch, {@code list}...
   * @param first the first version here that has it
   * @param last the last
   * @param field where daemon.json has it, as messages of Go name it, the key last; {@code -} for
   *     none
   * @param goType the type that it has there
   */
  public record Flag(
      String letter,
      String name,
      String type,
      EngineVersion first,
      EngineVersion last,
      String field,
      String goType) {

    /** Its key in daemon.json; {@code -} for none. */
    String key() {
      return field.substring(field.lastIndexOf('.') + 1);
    }

    /** Whether it may be given several times. */
    boolean isList() {
      return goType.startsWith("[]") || goType.startsWith("map[");
    }

    /** Whether it is dockerd's; the others are Passerelle's. */
    boolean isDockers() {
      return !name.equals("store");
    }

    /** Whether a version has it. */
    public boolean isIn(EngineVersion version) {
      return first.compareTo(version) <= 0 && version.compareTo(last) <= 0;
    }
  }

  /**
   * Takes the words of a command line of dockerd apart; values are not looked at.
   *
   * @throws Problem when a word is no option that any version has
   */
  public static ParsedFlags parse(List<String> words) throws Problem {
    Map<String, passerelle.engine.cli.Flag> flags = new LinkedHashMap<>();
    for (Flag flag : ALL) {
      flags.put(
          flag.name(), new passerelle.engine.cli.Flag(flag.name(), flag.letter(), flag.type()));
    }
    return new FlagParser(flags, true, (flag, value) -> "").parse(words);
  }

  /** The option of a name. */
  public static Optional<Flag> of(String name) {
    return ALL.stream().filter(f -> f.name().equals(name)).findFirst();
  }

  private static List<Flag> read() {
    return Resources.rows(DaemonFlags.class, TABLE).map(line -> flag(line.split(" "))).toList();
  }

  private static Flag flag(String[] words) {
    return new Flag(
        words[0].equals("-") ? "" : words[0],
        words[1],
        words[2],
        EngineVersion.of(words[3]).orElseThrow(),
        EngineVersion.of(words[4]).orElseThrow(),
        words[5],
        words[6]);
  }
}
