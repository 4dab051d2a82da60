package passerelle.sim.shell;

import java.util.List;
import java.util.Map;

/** {@code getopts} (POSIX XCU getopts). */
record GetoptsBuiltin(ShellState shell, Complaints complaints) {
  void register(Map<String, Builtin> builtins) {
    builtins.put("getopts", this::next);
  }

  /** Where it is within an argument of several letters is kept beside {@code OPTIND}. */
  private int next(List<String> arguments) {
    if (arguments.size() < 2) {
      return complaints.fail("getopts", "usage: getopts optstring name [arg ...]", 2);
    }
    String known = arguments.get(0);
    String name = arguments.get(1);
    List<String> words =
        arguments.size() > 2 ? arguments.subList(2, arguments.size()) : shell.positional;
    int index = shell.variables.get("OPTIND").flatMap(ControlBuiltins::number).orElse(1);
    int letter = shell.optionIndex == index ? shell.optionLetter : 1;
    String word = index <= words.size() ? words.get(index - 1) : "";
    if (letter == 1 && (word.length() < 2 || word.charAt(0) != '-' || word.equals("--"))) {
      at(word.equals("--") ? index + 1 : index, 1);
      shell.variables.set(name, "?");
      return 1;
    }
    String option = word.substring(letter, letter + 1);
    boolean last = letter + 1 == word.length();
    at(last ? index + 1 : index, last ? 1 : letter + 1);
    shell.variables.unset("OPTARG");
    int place = option.equals(":") ? -1 : known.indexOf(option);
    if (place < 0) {
      return refuse(known, name, option, "?", "illegal option -- ");
    }
    if (!known.startsWith(":", place + 1)) {
      shell.variables.set(name, option);
      return 0;
    }
    String value =
        last ? (index < words.size() ? words.get(index) : null) : word.substring(letter + 1);
    at(last && value != null ? index + 2 : index + 1, 1);
    if (value == null) {
      String missing = "option requires an argument -- ";
      return refuse(known, name, option, known.startsWith(":") ? ":" : "?", missing);
    }
    shell.variables.set("OPTARG", value);
    shell.variables.set(name, option);
    return 0;
  }

  private void at(int index, int letter) {
    shell.optionIndex = index;
    shell.optionLetter = letter;
    shell.variables.set("OPTIND", Integer.toString(index));
  }

  private int refuse(String known, String name, String option, String result, String why) {
    shell.variables.set(name, result);
    if (known.startsWith(":")) {
      shell.variables.set("OPTARG", option);
    } else {
      complaints.say(why + option, 0);
    }
    return 0;
  }
}
