package passerelle.sim.userland.nc;

import passerelle.kernel.KernelException;
import passerelle.packet.Payload;
import passerelle.sim.process.Sink;
import passerelle.sim.process.Source;
import passerelle.sim.process.WaitList;
import passerelle.sim.socket.TcpSocket;

/** A connection as the standard input and output of a program. */
final class SocketStreams {
  private final TcpSocket socket;
  private final WaitList changed = new WaitList();

  SocketStreams(TcpSocket socket) {
    this.socket = socket;
    socket.onEvent(changed::wake);
  }

  Sink sink() {
    return new Sink() {
      @Override
      public boolean write(byte[] bytes) {
        try {
          return socket.send(Payload.of(bytes.clone())) >= 0;
        } catch (KernelException broken) {
          return false;
        }
      }

      @Override
      public boolean isFull() {
        return !socket.isWritable() && !socket.hasError();
      }

      @Override
      public WaitList drained() {
        return changed;
      }
    };
  }

  Source source() {
    return new Source() {
      @Override
      public byte[] take(int max) {
        return socket.receive(max).toBytes();
      }

      @Override
      public boolean isReadable() {
        return socket.available() > 0;
      }

      @Override
      public boolean atEnd() {
        return socket.atEnd() || socket.hasError() && socket.available() == 0;
      }

      @Override
      public WaitList changed() {
        return changed;
      }
    };
  }
}
