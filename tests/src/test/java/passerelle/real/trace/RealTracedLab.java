package passerelle.real.trace;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import passerelle.effort.Patience;
import passerelle.lab.LabTopology;
import passerelle.lab.LabWorld;
import passerelle.real.capture.PcapCaptures;
import passerelle.real.clock.RealClock;
import passerelle.real.control.RealControl;
import passerelle.real.exec.Command;
import passerelle.real.read.RealView;
import passerelle.real.sys.Namespaces;
import passerelle.trace.HopEvent;
import passerelle.trace.render.Depth;

/** The lab on the real kernel. */
final class RealTracedLab implements TracedLab {
  private final Namespaces namespaces = new Namespaces();
  private final RealClock clock = new RealClock();
  private final RealControl control = new RealControl(namespaces);
  private final PcapCaptures captures = new PcapCaptures(namespaces, clock, control::onDevice);
  private final RealTracer tracer =
      new RealTracer(
          namespaces,
          captures,
          new RealView(namespaces, (netns, protocol, port) -> Optional.empty(), clock));
  private final Process server;

  RealTracedLab() throws Exception {
    control.apply(LabTopology.plan(LabWorld.RECORDED));
    control.apply(TracedLab.container());
    for (String rule : RULES) {
      run("host", rule);
    }
    Path web = namespaces.get(WEB).path();
    server =
        new ProcessBuilder("nsenter", "--net=" + web, "busybox", "httpd", "-f", "-p", "80").start();
    assertTrue(Patience.until(this::listens));
  }

  private boolean listens() throws Exception {
    String sockets = Command.of("ss", "-Hltn").in(namespaces.get(WEB)).run().out();
    return sockets.contains(":80 ");
  }

  /** What a command prints on a machine. */
  String output(String machine, String command) throws Exception {
    return Command.of(command.split(" ")).in(namespaces.get(machine)).run().out();
  }

  @Override
  public void run(String machine, String command) throws Exception {
    Command.of(command.split(" ")).in(namespaces.get(machine)).run();
  }

  @Override
  public List<HopEvent> trace(Depth depth, String machine, String command) throws Exception {
    RealTracer.Running running = tracer.start(depth, command.split(" ")[0]);
    run(machine, command);
    return running.stop();
  }

  @Override
  public void close() {
    server.destroyForcibly();
    control.close();
    namespaces.close();
    clock.close();
  }
}
