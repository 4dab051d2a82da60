package passerelle.cli.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import passerelle.engine.Container;
import passerelle.engine.EngineProfile;
import passerelle.engine.EngineSettings;
import passerelle.engine.cli.DockerIo;
import passerelle.engine.cli.docker.DockerCommand;
import passerelle.engine.daemon.Engine;
import passerelle.image.ImageCatalogue;
import passerelle.kernel.NetnsSnapshot;
import passerelle.lab.LabMachine;
import passerelle.lab.LabTopology;
import passerelle.lab.LabWorld;
import passerelle.sim.SimKernel;
import passerelle.sim.shell.Dialect;
import passerelle.sim.shell.ShellSession;

/** Engines on two machines of one kernel: here the laptop has one, too. */
class TwoEnginesTest {
  private static final List<String> HOSTS = List.of("host", "laptop");

  private final SimKernel kernel = new SimKernel(1);
  private Engines engines;

  @BeforeEach
  void boot() throws Exception {
    kernel.control().apply(LabTopology.plan(LabWorld.RECORDED));
    for (LabMachine machine : LabTopology.of(LabWorld.RECORDED).machines()) {
      kernel.spaces().create(machine.space());
    }
    kernel.clock().advance(3_000_000_000L);
    Map<String, Engine> booted = new LinkedHashMap<>();
    for (String host : HOSTS) {
      EngineSettings settings =
          EngineSettings.defaults(EngineProfile.of("29.1").orElseThrow()).withHost(host);
      ImageCatalogue images = ImageCatalogue.builtIn("stand-in");
      booted.put(host, Engine.boot(kernel, settings, images, 1 + booted.size()));
    }
    engines = new Engines(booted);
    docker("host", "run -d --name here -p 8080:80 nginx");
    docker("laptop", "run -d --name there -p 8081:80 nginx");
  }

  @AfterEach
  void close() {
    kernel.close();
  }

  private void docker(String host, String line) {
    StringBuilder text = new StringBuilder();
    DockerIo io =
        new DockerIo() {
          @Override
          public void out(String more) {
            text.append(more);
          }

          @Override
          public void err(String more) {
            text.append(more);
          }
        };
    int status = new DockerCommand(engines.byHost().get(host)).run(List.of(line.split(" ")), io);
    assertEquals(0, status, text::toString);
  }

  private String type(String machine, String line) {
    StringBuilder text = new StringBuilder();
    new ShellSession(kernel.spaces().session(machine, "bash"), Dialect.BASH)
        .run(line, bytes -> text.append(new String(bytes)) != null);
    return text.toString();
  }

  @Test
  void eachContainerIsFoundOnItsOwnHost() {
    assertEquals("host", engines.hostOf("here"));
    assertEquals("laptop", engines.hostOf("there"));
    assertEquals(
        List.of("here", "there"), engines.containers().stream().map(Container::name).toList());
    assertTrue(engines.named("there").isPresent());
    assertEquals(Optional.empty(), engines.find("nowhere"));
  }

  @Test
  void eachHostHasItsOwnBridgeRulesAndProcesses() {
    for (String host : HOSTS) {
      NetnsSnapshot snapshot = kernel.view().snapshot(host);
      assertTrue(snapshot.links().stream().anyMatch(link -> link.name().equals("docker0")));
      String own = host.equals("host") ? "8080" : "8081";
      String other = host.equals("host") ? "8081" : "8080";
      String rules = String.join("\n", snapshot.rules().lines());
      assertTrue(rules.contains("--dport " + own) && !rules.contains("--dport " + other), rules);
      String processes = type(host, "ps -ef");
      assertTrue(processes.contains("-host-port " + own), processes);
      assertFalse(processes.contains("-host-port " + other), processes);
    }
  }

  @Test
  void aHostReachesWhatTheOtherPublishes() {
    assertEquals("200", type("host", "curl -s -o /dev/null -w %{http_code} 192.0.2.20:8081"));
    assertEquals("200", type("laptop", "curl -s -o /dev/null -w %{http_code} 192.0.2.10:8080"));
  }
}
