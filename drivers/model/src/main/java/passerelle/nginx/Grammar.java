package passerelle.nginx;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import passerelle.text.Resources;

/** The directives that nginx knows, where they may stand and with how many words. */
final class Grammar {
  /**
   * A kind of directive.
   *
   * @param contexts a letter for each block that it may stand in: main, events, http, upstream,
   *     server, location, {@code f} for if; S, U and V for stream, its upstream and its server
   * @param least arguments
   * @param most arguments
   */
  private record Kind(String contexts, int least, int most, boolean block) {}

  private static final Map<String, Kind> KINDS = read();

  private Grammar() {}

  /** Lines {@code CONTEXTS LEAST MOST NAME...}; a name with braces behind it opens a block. */
  private static Map<String, Kind> read() {
    return Resources.rows(Grammar.class, "directives.txt")
        .flatMap(
            line -> {
              String[] words = line.split(" +");
              return Arrays.stream(words)
                  .skip(3)
                  .map(name -> Map.entry(name, kind(words, name.endsWith("{}"))));
            })
        .collect(Collectors.toMap(entry -> entry.getKey().replace("{}", ""), Map.Entry::getValue));
  }

  private static Kind kind(String[] words, boolean block) {
    return new Kind(words[0], Integer.parseInt(words[1]), Integer.parseInt(words[2]), block);
  }

  /** The names of all directives. */
  static Set<String> names() {
    return KINDS.keySet();
  }

  /** The letter of a block's inside. */
  static char context(String block, char around) {
    if (around == 'S') {
      return block.equals("upstream") ? 'U' : block.equals("server") ? 'V' : '*';
    }
    return switch (block) {
      case "stream" -> 'S';
      case "events" -> 'e';
      case "http" -> 'h';
      case "upstream" -> 'u';
      case "server" -> 's';
      case "location", "limit_except" -> 'l';
      case "if" -> 'f';
      default -> '*';
    };
  }

  /** Refuses a directive that is none, or not here, or not so. */
  static void check(Directive directive, boolean block, char context) throws ConfigurationError {
    String name = directive.name();
    Kind kind = KINDS.get(name);
    // A server of an upstream is a line, one of http a block.
    boolean member = name.equals("server") && (context == 'u' || context == 'U');
    if (kind == null) {
      throw new ConfigurationError("unknown directive \"" + name + "\"", directive);
    }
    if (!member && kind.contexts().indexOf(context) < 0) {
      throw new ConfigurationError("\"" + name + "\" directive is not allowed here", directive);
    }
    boolean opens = kind.block() && !member;
    if (opens && !block) {
      throw new ConfigurationError("directive \"" + name + "\" has no opening \"{\"", directive);
    }
    if (!opens && block) {
      throw new ConfigurationError(
          "directive \"" + name + "\" is not terminated by \";\"", directive);
    }
    int given = directive.arguments().size();
    int least = member ? 1 : kind.least();
    int most = member ? 16 : kind.most();
    if (given < least || given > most) {
      throw new ConfigurationError(
          "invalid number of arguments in \"" + name + "\" directive", directive);
    }
  }
}
