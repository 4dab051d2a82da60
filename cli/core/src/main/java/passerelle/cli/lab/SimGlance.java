package passerelle.cli.lab;

import java.util.EnumSet;
import java.util.List;
import passerelle.kernel.Capability;
import passerelle.lab.LabTopology;
import passerelle.sim.SimKernel;
import passerelle.sim.netns.Netns;
import passerelle.sim.process.Capture;
import passerelle.sim.process.Place;
import passerelle.sim.process.Process;
import passerelle.sim.process.Program;
import passerelle.sim.process.Signal;

/** Programs of the host that only look, without a trace of them in the lab. */
record SimGlance(SimKernel kernel) {
  /**
   * That of the idle task, which no process is given: the next one has the number it would have.
   */
  private static final int NUMBER = 0;

  /** What one prints that looks at a namespace. */
  String at(String netns, List<String> argv) {
    Place host = kernel.spaces().place(LabTopology.HOST);
    Netns looked = kernel.namespaces().require(netns);
    Program program = host.tools().find(argv.get(0)).orElseThrow().program();
    Capture printed = new Capture();
    Process process =
        kernel
            .spaces()
            .spawn(LabTopology.HOST, program, argv)
            .numbered(NUMBER)
            .capabilities(EnumSet.allOf(Capability.class))
            .output(printed)
            .create();
    process.enter(host.in(looked, host.files()));
    process.runHere();
    process.signal(Signal.KILL);
    return printed.text();
  }
}
