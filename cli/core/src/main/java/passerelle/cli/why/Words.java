package passerelle.cli.why;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import passerelle.addr.Ipv4Address;
import passerelle.cli.lab.Deed;
import passerelle.cli.lab.Lab;
import passerelle.engine.Container;

/** What a command that failed before it sent anything wanted to reach, as far as its words tell. */
record Words(Deed deed) {
  private static final Set<String> PROGRAMS =
      Set.of(
          "curl",
          "wget",
          "ping",
          "nc",
          "ncat",
          "telnet",
          "dig",
          "nslookup",
          "host",
          "traceroute",
          "tracepath",
          "mtr",
          "nmap",
          "redis-cli",
          "psql",
          "mysql",
          "getent");

  /** The words of what was typed, without quotes and what stands between commands. */
  static List<String> of(Deed deed) {
    return List.of(deed.typed().line().split("[\\s'\";|&()]+"));
  }

  /** The question, if the command failed and the place that it was for is there. */
  Optional<Question> question(Lab lab) {
    List<String> words = of(deed);
    int program = 0;
    while (program < words.size() && !PROGRAMS.contains(words.get(program))) {
      program++;
    }
    boolean inNewContainer = words.subList(0, program).containsAll(List.of("docker", "run"));
    if (deed.effect().status() == 0 || program == words.size() || inNewContainer) {
      return Optional.empty();
    }
    String from = from(words.subList(0, program), lab);
    List<String> rest = words.subList(program + 1, words.size());
    for (int i = 0; i < rest.size(); i++) {
      if (isTarget(rest.get(i), lab)) {
        boolean port = i + 1 < rest.size() && rest.get(i + 1).matches("[0-9]{1,5}");
        return Question.of(from, port ? rest.subList(i, i + 2) : rest.subList(i, i + 1));
      }
    }
    return Optional.empty();
  }

  private static boolean isTarget(String word, Lab lab) {
    String host = word.replaceFirst("^[a-z]+://", "").replaceFirst("[:/].*", "");
    return !word.startsWith("-")
        && (word.contains("://")
            || Ipv4Address.parse(host).isPresent()
            || host.matches("[A-Za-z][A-Za-z0-9-]*(\\.[A-Za-z0-9-]+)+")
            || host.equals("localhost")
            || Engines.called(lab, host).isPresent());
  }

  /** The place that it was for. */
  String place(Lab lab) {
    return from(of(deed), lab);
  }

  /** The container that {@code docker exec} names, or where it was typed. */
  private String from(List<String> before, Lab lab) {
    int exec = before.indexOf("exec");
    return before.subList(Math.max(0, exec), before.size()).stream()
        .filter(word -> exec >= 0)
        .flatMap(word -> Engines.called(lab, word).stream())
        .map(Container::name)
        .findFirst()
        .orElse(deed.machine());
  }
}
