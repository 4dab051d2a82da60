package passerelle.sim.userland.jq;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import passerelle.text.WordMap;

/** jq's command line (main.c). */
final class JqOptions {
  private static final Map<String, String> WORDS =
      WordMap.of(
          """
          null-input=n raw-input=R slurp=s compact-output=c raw-output=r join-output=j ascii-output=a
          sort-keys=S color-output=C monochrome-output=M exit-status=e tab=t help=h version=V
          unbuffered=u
          """);
  private static final String LETTERS = "nRscrjaSCMehVu";

  final Set<Character> flags = new LinkedHashSet<>();
  final Map<String, Json> variables = new LinkedHashMap<>();
  final List<String> files = new ArrayList<>();
  Optional<String> program = Optional.empty();
  Optional<String> programFile = Optional.empty();
  int indent = 2;
  private final List<Json> positional = new ArrayList<>();
  private char rest = 'f';

  /** A command line that jq refuses; the message is jq's. */
  static final class Wrong extends Exception {
    Wrong(String message) {
      super(message);
    }
  }

  static JqOptions parse(List<String> words) throws Wrong {
    JqOptions options = new JqOptions();
    int at = 0;
    boolean ended = false;
    while (at < words.size()) {
      String word = words.get(at++);
      if (ended || !word.matches("-[-a-zA-Z].*")) {
        options.operand(word);
      } else if (word.equals("--")) {
        ended = true;
      } else if (word.startsWith("--")) {
        at = options.longOption(word.substring(2), words, at);
      } else {
        at = options.letters(word, words, at);
      }
    }
    Map<String, Json> named = new LinkedHashMap<>(options.variables);
    Map<String, Json> arguments = new LinkedHashMap<>();
    arguments.put("positional", Json.of(options.positional));
    arguments.put("named", Json.of(named));
    options.variables.put("ARGS", Json.of(arguments));
    return options;
  }

  boolean has(char flag) {
    return flags.contains(flag);
  }

  private void operand(String word) throws Wrong {
    if (program.isEmpty() && programFile.isEmpty()) {
      program = Optional.of(word);
    } else if (rest == 'a') {
      positional.add(Json.of(word));
    } else if (rest == 'j') {
      positional.add(json(word, "Invalid JSON text passed to --jsonargs"));
    } else {
      files.add(word);
    }
  }

  private static Wrong unknown(String option) {
    return new Wrong(
        "jq: Unknown option "
            + option
            + "\nUse jq --help for help with command-line options,\n"
            + "or see the jq manpage, or online docs  at https://jqlang.github.io/jq\n");
  }

  private int letters(String word, List<String> words, int next) throws Wrong {
    int at = next;
    for (char letter : word.substring(1).toCharArray()) {
      if (letter == 'f' && at < words.size()) {
        programFile = Optional.of(words.get(at++));
        program.ifPresent(files::add);
        program = Optional.empty();
      } else if (LETTERS.indexOf(letter) < 0) {
        throw unknown(word);
      } else {
        flags.add(letter);
      }
    }
    return at;
  }

  private int longOption(String name, List<String> words, int next) throws Wrong {
    if (WORDS.containsKey(name)) {
      flags.add(WORDS.get(name).charAt(0));
      return next;
    }
    switch (name) {
      case "args", "jsonargs" -> {
        rest = name.charAt(0);
        return next;
      }
      case "from-file" -> {
        return letters("-f", words, next);
      }
      case "indent" -> {
        if (next >= words.size() || !words.get(next).matches("[0-7]")) {
          throw new Wrong("jq: --indent takes a number between -1 and 7\n");
        }
        indent = Integer.parseInt(words.get(next));
        return next + 1;
      }
      case "arg", "argjson" -> {
        if (next + 2 > words.size()) {
          throw new Wrong(
              "jq: --%s takes two parameters (e.g. --%s%s"
                  .formatted(
                      name, name, name.equals("arg") ? " varname value)\n" : " varname text)\n"));
        }
        String value = words.get(next + 1);
        variables.putIfAbsent(
            words.get(next),
            name.equals("arg")
                ? Json.of(value)
                : json(value, "Invalid JSON text passed to --argjson"));
        return next + 2;
      }
      case "stream", "seq", "slurpfile", "rawfile", "raw-output0" ->
          throw new Wrong("jq: Passerelle does not model option --" + name + "\n");
      default -> throw unknown("--" + name);
    }
  }

  private static Json json(String text, String complaint) throws Wrong {
    try {
      Optional<Json> value = new JsonReader(text).next();
      if (value.isPresent()) {
        return value.get();
      }
    } catch (JsonReader.Malformed wrong) {
      throw new Wrong(
          "jq: "
              + complaint
              + "\nUse jq --help for help with command-line options,\n"
              + "or see the jq manpage, or online docs  at https://jqlang.github.io/jq\n");
    }
    throw new Wrong("jq: " + complaint + "\n");
  }
}
