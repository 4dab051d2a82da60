package passerelle.scenarios.slides;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import passerelle.text.WordMap;
import passerelle.text.WordSet;

/**
 * What a command line shows, whatever names and addresses stand in it: the command, and the options
 * that make a difference to the network.
 *
 * @param command {@code docker run}, {@code ip link}, {@code ping}
 * @param words the options and words that say what is shown
 */
record Features(String command, Set<String> words) {
  /** Options of docker that say nothing of what a command shows. */
  private static final Set<String> SILENT =
      WordSet.of(
          """
          --detach --tty --interactive --rm --name --format --quiet --volume --env --restart
          --help
          """);

  private static final Map<String, String> LETTERS =
      WordMap.of(
          """
          d=--detach t=--tty i=--interactive p=--publish P=--publish-all v=--volume e=--env
          h=--hostname q=--quiet f=--format a=--all o=--opt
          """);

  private static final Set<String> GROUPS =
      Set.of("network", "container", "image", "volume", "system", "compose");
  private static final Set<String> WITH_VALUE =
      WordSet.of(
          """
          --network --driver --publish --name --hostname --volume --env --format --opt --ip
          --subnet --gateway --mac-address --dns --link --add-host --expose --network-alias
          --restart --parent --filter
          """);

  /** The features of a command line. */
  static Features of(String commandLine) {
    List<String> words =
        new ArrayList<>(Arrays.asList(commandLine.strip().replaceAll("['\"]", "").split("\\s+")));
    if (words.get(0).equals("sudo")) {
      words.remove(0);
    }
    String first = words.isEmpty() ? "" : words.get(0);
    return first.equals("docker") ? docker(words) : tool(words);
  }

  private static Features docker(List<String> words) {
    int at = 1;
    StringBuilder command = new StringBuilder("docker");
    while (at < words.size() && at < 3 && words.get(at).matches("[a-z]+")) {
      command.append(' ').append(words.get(at++));
      if (!GROUPS.contains(words.get(at - 1))) {
        break;
      }
    }
    String name = command.toString().replaceFirst("^docker container (?!ls)", "docker ");
    Set<String> features = new TreeSet<>();
    for (int i = at; i < words.size() && words.get(i).startsWith("-"); i++) {
      String next = i + 1 < words.size() ? words.get(i + 1) : "";
      for (String option : options(words.get(i), name)) {
        boolean takesNext = WITH_VALUE.contains(option) && !words.get(i).contains("=");
        String value = takesNext ? next : words.get(i).replaceFirst("^[^=]*=?", "");
        i += takesNext ? 1 : 0;
        add(option, value, features);
      }
    }
    return new Features(name, features);
  }

  private static void add(String option, String value, Set<String> features) {
    if (option.equals("--network") || option.equals("--driver")) {
      boolean known = value.matches("none|host|bridge|macvlan|ipvlan|overlay|container:.*");
      features.add(option + "=" + (known ? value.replaceFirst(":.*", ":") : "own"));
    } else if (!SILENT.contains(option)) {
      features.add(option);
    }
  }

  private static List<String> options(String word, String command) {
    if (word.startsWith("--")) {
      return List.of(word.replaceFirst("=.*", "").replaceFirst("^--net$", "--network"));
    }
    if (command.equals("docker network create") && word.startsWith("-d")) {
      return List.of("--driver");
    }
    return Arrays.stream(word.substring(1).replaceFirst("=.*", "").split(""))
        .map(letter -> LETTERS.getOrDefault(letter, "-" + letter))
        .toList();
  }

  private static Features tool(List<String> words) {
    Map<String, String> whole = new HashMap<>(Map.of("a", "addr", "address", "addr", "r", "route"));
    whole.putAll(Map.of("l", "link", "n", "neigh", "neighbour", "neigh"));
    Set<String> features = new TreeSet<>();
    boolean ip = words.get(0).equals("ip");
    for (String word : words.subList(1, words.size())) {
      String plain = ip ? whole.getOrDefault(word, word) : word;
      if (plain.matches("-{1,2}[A-Za-z-]+|[a-z]{2,}[a-z-]*|[A-Z]{4,}")
          && !plain.matches("show|list|dev|host|laptop|web")) {
        features.add(plain);
      }
    }
    return new Features(words.get(0), features);
  }

  /** Whether a command line that has the others shows all that this one asks for. */
  boolean areShownBy(Features others) {
    return command.equals(others.command) && others.words.containsAll(words);
  }
}
