package passerelle.determinism;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import passerelle.cli.lab.LabSettings;
import passerelle.cli.lab.SimLab;
import passerelle.engine.EngineProfile;
import passerelle.engine.EngineSettings;
import passerelle.scenarios.replay.LabException;
import passerelle.sim.process.Capture;
import passerelle.sim.process.FileError;

/** One seed and the same commands give the same bytes; another seed gives other ids. */
class DeterminismTest {
  private static final List<String[]> COMMANDS =
      List.of(
          new String[] {"host", "docker network create app"},
          new String[] {"host", "docker run -d --name web --net app -p 8080:80 nginx"},
          new String[] {"host", "docker run -d nicolaka/netshoot sleep 1000"},
          new String[] {"host", "tcpdump -i any -w /tmp/all.pcap &"},
          new String[] {"laptop", "curl -sv http://192.0.2.10:8080/"},
          new String[] {"laptop", "ping -c 3 -s 3000 198.51.100.80"},
          new String[] {
            "host", "dig example.com; conntrack -L; ip addr; docker ps; docker inspect web"
          },
          new String[] {"laptop", "traceroute 198.51.100.80; ss -tan; ip neigh"},
          new String[] {"host", "sleep 1; kill %1; sleep 1; iptables-save -c"});

  /** Everything that was printed, and the capture. */
  private record Run(String printed, byte[] capture) {}

  @Test
  void theSameSeedAndCommandsGiveTheSameOutputsAndCaptures() throws Exception {
    Run first = run(1);
    Run second = run(1);
    assertEquals(first.printed(), second.printed());
    assertArrayEquals(first.capture(), second.capture());
    assertTrue(first.capture().length > 5000, "a capture of " + first.capture().length + " bytes");
  }

  @Test
  void anotherSeedGivesOtherIds() throws Exception {
    assertNotEquals(run(1).printed(), run(2).printed());
  }

  private static Run run(long seed) throws LabException, FileError {
    EngineSettings engine = EngineSettings.defaults(EngineProfile.of("28.5").orElseThrow());
    Capture screen = new Capture();
    try (SimLab lab = SimLab.open(new LabSettings(engine, "stand-in", seed))) {
      for (String[] command : COMMANDS) {
        lab.run(command[0], command[1], screen);
      }
      byte[] capture = lab.kernel().spaces().place("host").files().read("/tmp/all.pcap");
      return new Run(screen.text(), capture);
    }
  }
}
