package passerelle.sim.userland.iperf;

import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.Process;
import passerelle.sim.userland.net.Getopt;

/** iperf3 3.18 (iperf3(1)). */
public final class Iperf3 implements BlockingProgram {
  private static final String USAGE =
      """
      Usage: iperf3 [-s|-c host] [options]
      Try `iperf3 --help' for more information.
      """;

  @Override
  public int run(Process self) {
    Getopt getopt = Iperf3Options.read(self.arguments());
    getopt.orExit(self, "iperf3", 1, "\n" + USAGE);
    getopt.without(self, "iperf3", Iperf3Options.UNMODELLED);
    if (getopt.has("v")) {
      self.stdout().print("iperf 3.18 (cJSON 1.7.15)\n");
      return 0;
    }
    Iperf3Options options = Iperf3Options.of(getopt);
    if (getopt.number(1, "P") > Iperf3Options.MOST) {
      String most = "(maximum = " + Iperf3Options.MOST + ")";
      return refuse(self, "number of parallel streams too large " + most);
    }
    if (options.udp() && options.parallel() > 1) {
      return self.stderr().print("iperf3: Passerelle does not model option -P with -u\n", 2);
    }
    if (getopt.has("s") && options.server().isPresent()) {
      return refuse(self, "cannot be both server and client");
    }
    if (getopt.has("s")) {
      if (getopt.has("D")) {
        // daemon(3): a process in a session of its own goes on, and this one ends.
        BlockingProgram server = child -> new Iperf3Server(child, options).run();
        self.spawn(server, self.argv()).newSession().output(octets -> true).create().start();
        return 0;
      }
      return new Iperf3Server(self, options).run();
    }
    if (options.server().isEmpty()) {
      return refuse(self, "must either be a client (-c) or server (-s)");
    }
    return new Iperf3Client(self, options, options.server().get()).run();
  }

  private static int refuse(Process self, String why) {
    return self.stderr().print("iperf3: parameter error - " + why + "\n\n" + USAGE, 1);
  }
}
