package passerelle.sim.userland.nc;

import java.util.List;
import java.util.Optional;
import passerelle.sim.process.Process;
import passerelle.sim.process.Toolset;
import passerelle.sim.socket.TcpSocket;
import passerelle.sim.userland.net.TcpStream;

/** The program of BusyBox nc's {@code -e}. */
final class Execution {
  private Execution() {}

  /** Runs it with the connection as its input and output. */
  static void run(Process self, List<String> command, TcpSocket socket) {
    Optional<Toolset.Tool> tool = self.place().tools().find(command.get(0));
    if (tool.isEmpty()) {
      String problem = "can't execute '" + command.get(0) + "': No such file or directory";
      self.stderr().print("nc: " + problem + "\n");
      return;
    }
    TcpStream stream = new TcpStream(socket);
    self.awaitEnd(self.spawn(tool.get().program(), command).stdin(stream).output(stream).start());
  }
}
