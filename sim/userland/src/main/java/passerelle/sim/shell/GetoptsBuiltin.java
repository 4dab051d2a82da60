package passerelle.sim.shell;

import java.util.List;
import java.util.Map;
import passerelle.sim.process.Process;

/** {@code getopts} (POSIX XCU getopts). */
record GetoptsBuiltin(Process self, ShellState shell, Complaints complaints) {
  void register(Map<String, Builtin> builtins) {
    builtins.put("getopts", this::next);
  }

  /** Where it is within an argument of several letters is kept beside {@code OPTIND}. */
  private int next(List<String> arguments) {
    if (arguments.size() < 2) {
      return switch (shell.dialect) {
        case BASH -> self.stderr().println("getopts: usage: getopts optstring name [arg ...]", 2);
        case ASH -> complaints.fail("getopts", "usage: getopts optstring var [arg]", 2);
        case DASH -> complaints.fail("getopts", "Usage: getopts optstring var [arg...]", 2);
      };
    } else if (!arguments.get(1).matches("[A-Za-z_][A-Za-z0-9_]*")) {
      String name = arguments.get(1);
      String bash = "`" + name + "': not a valid identifier";
      return complaints.fail(
          "getopts", complaints.isBash() ? bash : name + ": bad variable name", 1);
    }
    String known = arguments.get(0);
    String name = arguments.get(1);
    List<String> words =
        arguments.size() > 2 ? arguments.subList(2, arguments.size()) : shell.positional;
    int index = shell.variables.get("OPTIND").flatMap(Builtin::number).orElse(1);
    int letter = shell.optionIndex == index ? shell.optionLetter : 1;
    index -= letter > 1 && !complaints.isBash() ? 1 : 0;
    String word = index <= words.size() ? words.get(index - 1) : "";
    if (letter == 1 && (word.length() < 2 || word.charAt(0) != '-' || word.equals("--"))) {
      at(word.equals("--") ? index + 1 : index, 1);
      shell.variables.set(name, "?");
      return 1;
    }
    String option = word.substring(letter, letter + 1);
    boolean last = letter + 1 == word.length();
    at(last ? index + 1 : index, last ? 1 : letter + 1);
    if (complaints.isDash()) {
      shell.variables.set("OPTARG", "");
    } else {
      shell.variables.unset("OPTARG");
    }
    int place = option.equals(":") ? -1 : known.indexOf(option);
    if (place < 0) {
      String unknown = complaints.isBash() ? "illegal option -- " + option : "Illegal option -";
      return refuse(known, name, option, "?", unknown);
    }
    if (!known.startsWith(":", place + 1)) {
      shell.variables.set(name, option);
      return 0;
    }
    String value =
        last ? (index < words.size() ? words.get(index) : null) : word.substring(letter + 1);
    at(last && value != null ? index + 2 : index + 1, 1);
    if (value == null) {
      String bash = "option requires an argument -- " + option;
      String missing = complaints.isBash() ? bash : "No arg for -" + option + " option";
      return refuse(known, name, option, known.startsWith(":") ? ":" : "?", missing);
    }
    shell.variables.set("OPTARG", value);
    shell.variables.set(name, option);
    return 0;
  }

  private void at(int index, int letter) {
    // All but bash count an argument when they begin with it.
    int next = letter > 1 && !complaints.isBash() ? index + 1 : index;
    shell.optionIndex = next;
    shell.optionLetter = letter;
    shell.variables.set("OPTIND", Integer.toString(next));
  }

  private int refuse(String known, String name, String option, String result, String why) {
    shell.variables.set(name, result);
    if (known.startsWith(":")) {
      shell.variables.set("OPTARG", option);
    } else if (complaints.isBash()) {
      self.stderr().println(shell.name + ": " + why);
    } else {
      self.stderr().println(why.endsWith("-") ? why + option : why);
    }
    return 0;
  }
}
