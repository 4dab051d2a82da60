package passerelle.cli.lab;

import java.util.List;
import passerelle.sim.SimKernel;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.Process;
import passerelle.sim.userland.net.Net;
import passerelle.sim.userland.net.Resolver;

/** One look-up of a name from a place, by its own files and name servers. */
final class SimLookup {
  private final SimKernel kernel;
  private final Sites.Site from;
  private final String name;
  private Lookup lookup = new Lookup(Lookup.Outcome.SILENT, List.of());

  SimLookup(SimKernel kernel, Sites.Site from, String name) {
    this.kernel = kernel;
    this.from = from;
    this.name = name;
  }

  Lookup run() {
    BlockingProgram program = this::ask;
    Process process = SimProbe.from(kernel, from, program, "lookup");
    kernel.scheduler().runForeground(process);
    return lookup;
  }

  private int ask(Process self) {
    Resolver.Result result = Resolver.ofIpv4(self, new Net(self)).lookup(name);
    Lookup.Outcome outcome =
        switch (result.outcome()) {
          case FOUND -> Lookup.Outcome.FOUND;
          case ADDRESS_FAMILY, NO_NAME, NO_DATA -> Lookup.Outcome.UNKNOWN;
          case TRY_AGAIN -> Lookup.Outcome.SILENT;
        };
    lookup = new Lookup(outcome, result.addresses());
    return 0;
  }
}
