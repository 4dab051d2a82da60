package passerelle.real.safety;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import passerelle.cli.lab.LabSettings;
import passerelle.cli.real.RealLab;
import passerelle.engine.EngineSettings;
import passerelle.engine.EngineVersion;
import passerelle.lab.LabTopology;
import passerelle.real.lab.Enclosure;
import passerelle.scenarios.replay.LabException;

/**
 * A program that tries the ways out of a lab which its standard input lists, from the places that
 * its arguments name; or, with the word {@code kill}, kills all that it sees.
 */
final class Escapes {
  private static final String SCRIPT = "/root/ways";

  /** What the containers are run with that are no machines of the lab. */
  private static final Map<String, String> CONTAINERS =
      Map.of(
          "plain",
          "",
          "privileged",
          "--privileged",
          "all",
          "--cap-add ALL",
          "admin",
          "--cap-add SYS_ADMIN --cap-add NET_ADMIN --cap-add SYS_PTRACE --cap-add SYS_MODULE");

  private Escapes() {}

  public static void main(String[] words) throws LabException, IOException {
    if (Enclosure.enter().isPresent()) {
      System.exit(2);
    }
    String script =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
            .lines()
            .collect(Collectors.joining("\n", "", "\n"));
    EngineSettings engine = EngineSettings.defaults(EngineVersion.DEFAULT.profile());
    try (RealLab lab = RealLab.open(new LabSettings(engine, "course", 1))) {
      lab.kernel().spaces().writeProgram(LabTopology.HOST, SCRIPT, script);
      for (String word : words) {
        if (word.equals("kill")) {
          run(lab, LabTopology.HOST, "host", "kill -9 -1");
        } else if (CONTAINERS.containsKey(word)) {
          container(lab, word);
        } else {
          lab.kernel().spaces().writeProgram(word, SCRIPT, script);
          run(lab, word, word, "bash " + SCRIPT);
        }
      }
    }
    System.exit(0);
  }

  private static void container(RealLab lab, String name) {
    String options = " --name " + name + " " + CONTAINERS.get(name);
    String command = "docker run -d" + options + " nicolaka/netshoot sleep 1000 >/dev/null";
    run(lab, LabTopology.HOST, "", command);
    run(lab, LabTopology.HOST, name, "docker exec -i " + name + " bash <" + SCRIPT);
  }

  private static void run(RealLab lab, String machine, String place, String line) {
    StringBuilder said = new StringBuilder();
    lab.run(
        machine,
        line,
        bytes -> {
          said.append(new String(bytes, StandardCharsets.UTF_8));
          return true;
        });
    said.toString().lines().forEach(text -> System.out.println(place + ": " + text));
  }
}
