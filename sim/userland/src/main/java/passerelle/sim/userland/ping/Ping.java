package passerelle.sim.userland.ping;

import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.Process;
import passerelle.sim.userland.tool.ToolFailure;

/** ping of iputils 20240905 (ping(8)). */
public final class Ping implements BlockingProgram {
  @Override
  public int run(Process self) {
    PingOptions options;
    try {
      options = PingOptions.parse(self.arguments());
    } catch (ToolFailure refused) {
      boolean version = refused.status() == 0;
      (version ? self.stdout() : self.stderr()).print(refused.getMessage());
      return refused.status();
    }
    return new PingSession(self, options).run();
  }
}
