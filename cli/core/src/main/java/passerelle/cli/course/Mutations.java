package passerelle.cli.course;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import passerelle.scenarios.format.Part;

/**
 * Wrong ways to do an exercise, made from the right one: a command left out, or with the wrong
 * image, name, network, driver, port, address, or verdict of a rule.
 */
final class Mutations {
  private static final Pattern PORTS =
      Pattern.compile("(?<=(?:-p|--publish)[ =])(\\S*?)([0-9]+)(:)([0-9]+)");
  private static final Pattern NAME = Pattern.compile("(?<=--name[ =])(\\S+)");
  private static final Pattern NETWORK = Pattern.compile("(?<=--net(?:work)?[ =])(\\S+)");
  private static final Pattern DRIVER =
      Pattern.compile("(?<=network create )(.*?(?:-d|--driver)[ =])(\\S+)");
  private static final Pattern IMAGE = Pattern.compile("(?<= )(nginx|alpine|redis|httpd)(?= |$)");
  private static final Pattern ADDRESS =
      Pattern.compile("(?<![\\d.])(\\d+\\.\\d+\\.)(\\d+)(\\.\\d+)(?![\\d.])");
  private static final Pattern TARGET = Pattern.compile("(?<=-j )(ACCEPT|DROP|REJECT|MASQUERADE)");
  private static final int MODULUS = 256;

  private Mutations() {}

  /**
   * A wrong way.
   *
   * @param what was changed: a command, or what became of it
   * @param line of the command that was changed
   */
  record Mutant(String what, int line, List<Part.Step> steps) {}

  static List<Mutant> of(List<Part.Step> solution) {
    List<Mutant> mutants = new ArrayList<>();
    for (int i = 0; i < solution.size(); i++) {
      Part.Step step = solution.get(i);
      // A job that goes on is nobody's mistake.
      if (!step.command().startsWith("kill ")) {
        List<Part.Step> without = new ArrayList<>(solution);
        without.remove(i);
        mutants.add(new Mutant("- " + shown(step), step.line(), without));
      }
      for (String command : changed(step.command())) {
        List<Part.Step> other = new ArrayList<>(solution);
        Part.Step wrong =
            new Part.Step(
                step.line(),
                step.place(),
                command,
                step.place().prompt() + command + "\n",
                step.expectation());
        other.set(i, wrong);
        mutants.add(new Mutant(shown(wrong), step.line(), other));
      }
    }
    return mutants;
  }

  private static String shown(Part.Step step) {
    return step.commandSource().strip();
  }

  private static Set<String> changed(String command) {
    Set<String> all = new LinkedHashSet<>();
    each(
        PORTS, command, (m, out) -> out.add(m.group(1) + next(m.group(2)) + ":" + m.group(4)), all);
    each(
        PORTS, command, (m, out) -> out.add(m.group(1) + m.group(2) + ":" + next(m.group(4))), all);
    each(NAME, command, (m, out) -> out.add(m.group(1) + "x"), all);
    each(NETWORK, command, (m, out) -> out.addAll(networks(m.group(1))), all);
    each(DRIVER, command, (m, out) -> out.add(m.group(1) + "macvlan"), all);
    each(IMAGE, command, (m, out) -> out.add(m.group(1).equals("redis") ? "nginx" : "redis"), all);
    each(ADDRESS, command, (m, out) -> out.add(m.group(1) + wrap(m.group(2)) + m.group(3)), all);
    each(
        TARGET, command, (m, out) -> out.add(m.group(1).equals("ACCEPT") ? "DROP" : "ACCEPT"), all);
    all.remove(command);
    return all;
  }

  private static List<String> networks(String network) {
    List<String> others = new ArrayList<>(List.of("bridge", "host", "none"));
    others.remove(network);
    return others;
  }

  private static String next(String number) {
    return String.valueOf(Integer.parseInt(number) + 1);
  }

  private static String wrap(String octet) {
    return String.valueOf((Integer.parseInt(octet) + 1) % MODULUS);
  }

  /** All commands in which one place that matches has become something else. */
  private static void each(
      Pattern pattern,
      String command,
      BiConsumer<Matcher, List<String>> replacements,
      Set<String> all) {
    Matcher place = pattern.matcher(command);
    while (place.find()) {
      // What a container's own program asks for is no part of the network.
      boolean quoted =
          command.substring(0, place.start()).chars().filter(c -> c == '\'').count() % 2 == 1;
      if (quoted) {
        continue;
      }
      List<String> others = new ArrayList<>();
      replacements.accept(place, others);
      for (String other : others) {
        all.add(command.substring(0, place.start()) + other + command.substring(place.end()));
      }
    }
  }
}
