package passerelle.sim.userland.socat;

import java.util.Map;
import passerelle.addr.SocketAddress;
import passerelle.sim.process.Process;

/** What socat tells the programs that it starts (socat(1), ENVIRONMENT VARIABLES; xiosetenv). */
record SocatEnvironment(Map<String, String> variables, int pid) {

  static SocatEnvironment of(Process self) {
    return new SocatEnvironment(self.environment(), self.pid());
  }

  /**
   * Which socat it is.
   *
   * @param first the process that was started as socat; another one is forked off it
   */
  SocatEnvironment tellProcess(int first) {
    variables.put("SOCAT_VERSION", Socat.RELEASE);
    variables.put("SOCAT_PID", Integer.toString(pid));
    variables.put("SOCAT_PPID", Integer.toString(first));
    return this;
  }

  /** The two ends of a connection that was accepted. */
  void tellEnds(SocketAddress local, SocketAddress remote) {
    variables.put("SOCAT_SOCKADDR", local.address().toString());
    variables.put("SOCAT_SOCKPORT", Integer.toString(local.port()));
    variables.put("SOCAT_PEERADDR", remote.address().toString());
    variables.put("SOCAT_PEERPORT", Integer.toString(remote.port()));
  }
}
