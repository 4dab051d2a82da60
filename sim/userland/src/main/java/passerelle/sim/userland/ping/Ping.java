package passerelle.sim.userland.ping;

import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.Process;

/** ping of iputils 20240905 (ping(8)). */
public final class Ping implements BlockingProgram {
  @Override
  public int run(Process self) {
    PingOptions options;
    try {
      options = PingOptions.parse(self.arguments());
    } catch (PingOptions.Refused refused) {
      boolean version = refused.status() == 0;
      (version ? self.stdout() : self.stderr()).print(refused.getMessage());
      return refused.status();
    }
    return new PingSession(self, options).run();
  }
}
