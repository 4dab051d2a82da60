package passerelle.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import passerelle.cli.Labs;
import passerelle.cli.lab.SimLab;
import passerelle.text.Language;

/** What a thing of the picture shows is what its command prints, and nothing notices the look. */
class TablesTest {
  private final LabCommands commands = Labs.commands(Language.EN);
  private final SimLab lab = (SimLab) commands.lab();

  @BeforeEach
  void fill() {
    host("docker network create blue");
    host("docker run -d --name web -p 8080:80 nginx");
    host("docker run -d --name box --network blue alpine sleep 1000");
    host("docker exec web curl -s 172.17.0.1:1");
    host("ip netns add red");
  }

  @AfterEach
  void close() {
    lab.close();
  }

  private String host(String line) {
    return Labs.run(lab, line).replace("\r", "");
  }

  private List<Tables.Thing> things() {
    return List.of(
        new Tables.Thing("device", "host", "docker0"),
        new Tables.Thing("device", "host", "eth0"),
        new Tables.Thing("stack", "laptop", "laptop"),
        new Tables.Thing("stack", "red", "red"),
        new Tables.Thing("container", "", "web"),
        new Tables.Thing("container", "", "box"),
        new Tables.Thing("network", "host", "blue"));
  }

  /** What a line prints that stands behind its prompt. */
  private String typed(String prompted) {
    String[] parts = prompted.split("[$>] ", 2);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (parts[0].equals("lab")) {
      commands.run(parts[1], bytes -> add(bytes, out));
    } else {
      lab.run(parts[0], parts[1], bytes -> add(bytes, out));
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private static boolean add(byte[] bytes, ByteArrayOutputStream out) {
    out.writeBytes(bytes);
    return true;
  }

  @Test
  void eachTableSaysWhatTheLineAboveItPrints() {
    Tables tables = new Tables(commands);
    for (Tables.Thing thing : things()) {
      List<Tables.Table> all = tables.of(thing);
      assertTrue(all.size() > 4, thing + " has " + all);
      for (Tables.Table table : all) {
        assertEquals(typed(table.typed()), tables.read(table), table.typed());
      }
    }
  }

  @Test
  void lookingLeavesNoTrace() {
    Tables tables = new Tables(commands);
    long moment = lab.kernel().clock().now();
    int deeds = lab.history().size();
    int last = Integer.parseInt(host("sh -c 'echo $$'").strip());
    long after = lab.kernel().clock().now();
    things().forEach(thing -> tables.of(thing).forEach(tables::read));
    assertEquals(after, lab.kernel().clock().now(), "time passed since " + moment);
    assertEquals(deeds + 1, lab.history().size());
    assertEquals(last + 1, Integer.parseInt(host("sh -c 'echo $$'").strip()));
  }

  @Test
  void whatIsNotThereAnyMoreHasNoTables() {
    host("docker rm -f web");
    Tables tables = new Tables(commands);
    assertEquals(List.of(), tables.of(new Tables.Thing("container", "", "web")));
    assertEquals(List.of(), tables.of(new Tables.Thing("device", "host", "veth")));
    assertEquals(List.of(), tables.of(new Tables.Thing("network", "host", "green")));
    assertEquals(List.of(), tables.of(new Tables.Thing("stack", "gone", "gone")));
  }

  @Test
  void theRulesSayWhoWroteThem() {
    Tables tables = new Tables(commands);
    Tables.Table rules =
        tables.of(new Tables.Thing("device", "host", "docker0")).stream()
            .filter(table -> table.name().equals("rules"))
            .findFirst()
            .orElseThrow();
    assertTrue(tables.read(rules).contains("docker run -d --name web -p 8080:80 nginx"));
  }

  @Test
  void aDeviceShowsWhatWasCapturedThereOrHowToBegin() {
    Tables.Table captured =
        new Tables(commands)
            .of(new Tables.Thing("device", "host", "docker0")).stream()
                .filter(table -> table.name().equals("captured"))
                .findFirst()
                .orElseThrow();
    assertEquals("lab> capture show host/docker0", captured.typed());
    assertTrue(new Tables(commands).read(captured).contains("capture PLACE/DEVICE"));
    typed("lab> capture host/docker0");
    host("docker exec web ping -c 1 172.17.0.1");
    assertTrue(new Tables(commands).read(captured).contains("ICMP echo request"));
  }
}
