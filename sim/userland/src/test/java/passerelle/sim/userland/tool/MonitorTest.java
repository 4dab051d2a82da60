package passerelle.sim.userland.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import passerelle.sim.core.Machine;
import passerelle.sim.netns.Namespaces;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.Capture;
import passerelle.sim.process.FileSystem;
import passerelle.sim.process.Place;
import passerelle.sim.process.Process;
import passerelle.sim.process.Scheduler;
import passerelle.sim.process.Toolset;

class MonitorTest {
  @Test
  void whatComesIsPrintedUntilItIsStoppedAndNothingIsLost() throws Exception {
    Machine machine = new Machine(1);
    Scheduler scheduler = new Scheduler(machine.loop());
    Toolset none = Toolset.builder().build();
    Place place =
        Place.machine(
            scheduler, new Namespaces(machine).add("host"), "host", new FileSystem(), none);
    Monitor monitor = new Monitor();
    machine.loop().schedule(10, () -> monitor.print("one\n"));
    machine
        .loop()
        .schedule(
            20,
            () -> {
              monitor.print("two\n");
              monitor.stop();
            });
    Capture output = new Capture();
    BlockingProgram watching =
        self -> {
          monitor.run(self);
          return 3;
        };
    Process process = place.spawn(watching, List.of("watch")).output(output).start();
    scheduler.advance(30);
    assertEquals("one\ntwo\n", output.text());
    assertEquals(3, process.status());
    scheduler.close();
  }
}
