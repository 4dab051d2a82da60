package passerelle.sim.userland.traceroute;

import passerelle.addr.IpAddress;
import passerelle.kernel.KernelException;
import passerelle.sim.process.Process;
import passerelle.sim.socket.RawSocket;
import passerelle.sim.userland.net.Net;

/** Probes out of one raw socket, whose address is that of the way to the target. */
abstract class RawProbes implements ProbeMethod {
  final Process self;
  final Net net;
  final TracerouteOptions options;
  final Trace trace;
  final RawSocket socket;
  IpAddress source;

  RawProbes(Process self, Net net, TracerouteOptions options, Trace trace, int protocol) {
    this.self = self;
    this.net = net;
    this.options = options;
    this.trace = trace;
    socket = net.raw(protocol);
    source = options.source;
  }

  @Override
  public final void open() throws TraceFailure {
    ProbeSockets.prepare(socket, options, 1);
    ProbeSockets.bind(() -> socket.bind(options.source));
    try {
      source = socket.sourceTowards(options.target);
    } catch (KernelException refused) {
      throw new TraceFailure("connect", refused);
    }
  }

  @Override
  public final boolean hasAnswers() {
    return socket.errorQueue().hasEntry() || socket.isReadable();
  }
}
