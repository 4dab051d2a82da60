package passerelle.sim.userland.ping;

import java.util.Locale;
import java.util.Optional;
import passerelle.addr.IpAddress;
import passerelle.addr.MacAddress;
import passerelle.kernel.KernelException;
import passerelle.sim.core.EventLoop;
import passerelle.sim.netlink.Rtnetlink;
import passerelle.sim.process.BlockingProgram;
import passerelle.sim.process.Process;
import passerelle.sim.process.Signal;
import passerelle.sim.userland.net.BusyboxUsage;
import passerelle.sim.userland.net.Getopt;
import passerelle.sim.userland.net.Net;
import passerelle.sim.userland.net.Resolver;

/** BusyBox's arping (networking/arping.c). */
public final class BusyboxArping implements BlockingProgram {
  @Override
  public int run(Process self) {
    Getopt getopt = Getopt.parse("DUAqfbc:w:I:s:", "", self.arguments());
    getopt.orExit(
        getopt.operands().size() == 1, self, "arping", 1, BusyboxUsage.of("arping", self));
    getopt.without(self, "arping", "DUA");
    Net net = new Net(self);
    String interfaceName = getopt.value("I").orElse("eth0");
    if (new Rtnetlink(self.netns()).link(interfaceName).isEmpty()) {
      return noDevice(self, interfaceName);
    }
    Resolver.Result found = new Resolver(self, net).lookup(getopt.operands().get(0));
    if (!found.isFound()) {
      return self.stderr().print("arping: bad address '" + getopt.operands().get(0) + "'\n", 1);
    }
    IpAddress target = found.first();
    ArpProbe probe;
    try {
      probe = new ArpProbe(self, net, interfaceName, target);
    } catch (KernelException gone) {
      return noDevice(self, interfaceName);
    }
    if (!getopt.has("q")) {
      String from = target + " from " + probe.source() + " " + interfaceName;
      self.stdout().print("ARPING " + from + "\n");
    }
    return new Session(self, getopt, target, probe).run();
  }

  private static int noDevice(Process self, String name) {
    return self.stderr().print("arping: interface " + name + ": No such device\n", 2);
  }

  /** One run. */
  private static final class Session {
    private final Process self;
    private final Getopt getopt;
    private final IpAddress target;
    private final ArpProbe probe;
    private boolean interrupted;
    private int sent;
    private int received;

    Session(Process self, Getopt getopt, IpAddress target, ArpProbe probe) {
      this.self = self;
      this.getopt = getopt;
      this.target = target;
      this.probe = probe;
    }

    private void say(String text) {
      if (!getopt.has("q")) {
        self.stdout().print(text);
      }
    }

    int run() {
      self.onSignal(Signal.INT, () -> interrupted = true);
      long count = getopt.number(Long.MAX_VALUE, "c");
      long deadline =
          getopt.has("w") ? self.now() + getopt.number(1, "w") * EventLoop.SECOND : Long.MAX_VALUE;
      MacAddress to = MacAddress.BROADCAST;
      while (sent < count && !interrupted && self.now() < deadline) {
        long asked = self.now();
        sent++;
        probe.ask(to, to);
        Optional<ArpProbe.Reply> reply = probe.await(asked, EventLoop.SECOND);
        if (reply.isPresent()) {
          to = getopt.has("b") ? to : reply.get().mac();
          print(reply.get());
          if (getopt.has("f")) {
            break;
          }
          if (sent < count) {
            self.sleep(Math.max(0, asked + EventLoop.SECOND - self.now()));
          }
        }
      }
      say(
          ("Sent %s probe(s) (0 broadcast(s))\nReceived %s response(s) (0 request(s), 0 "
                  + "broadcast(s))\n")
              .formatted(sent, received));
      return received == 0 ? 1 : 0;
    }

    private void print(ArpProbe.Reply reply) {
      received++;
      long micros = reply.nanos() / 1000;
      say(
          String.format(
              Locale.ROOT,
              "Unicast reply from %s [%s] %d.%03dms\n",
              target,
              reply.mac(),
              micros / 1000,
              micros % 1000));
    }
  }
}
