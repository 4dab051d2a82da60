package passerelle.sim.userland.net;

import passerelle.sim.process.Sink;
import passerelle.sim.process.Source;
import passerelle.sim.process.WaitList;
import passerelle.sim.socket.InetSocket;

/** A socket as a file that is read and written; it closes when nobody holds it any more. */
abstract class SocketFile implements Source, Sink {
  private final InetSocket socket;
  private final WaitList changed = new WaitList();
  private int holders;

  SocketFile(InetSocket socket) {
    this.socket = socket;
    socket.onEvent(changed::wake);
  }

  @Override
  public final void retain() {
    holders++;
  }

  @Override
  public final void release() {
    if (--holders <= 0) {
      socket.close();
    }
  }

  @Override
  public final boolean isTerminal() {
    return false;
  }

  @Override
  public final WaitList changed() {
    return changed;
  }
}
