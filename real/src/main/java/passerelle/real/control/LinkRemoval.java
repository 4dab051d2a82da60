package passerelle.real.control;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.real.netlink.NetlinkMessage;
import passerelle.real.netlink.NetlinkRequest;
import passerelle.real.netlink.NetlinkSocket;
import passerelle.real.netlink.Rtnetlink;
import passerelle.real.sys.Daemon;

/**
 * Removes devices without waiting for all that the kernel does. A device, and its peer, is gone for
 * everyone after a millisecond or two; but the request is answered only once nobody can still hold
 * on to it, some 20 ms later (net/core/dev.c:netdev_run_todo, {@code rcu_barrier}), and meanwhile
 * the kernel is free for others. So the request is waited for elsewhere.
 */
final class LinkRemoval {
  private static final long GLANCE = 100_000;

  private static final Executor WAITING =
      Executors.newCachedThreadPool(Daemon.factory("link removal"));

  private LinkRemoval() {}

  /** Removes a device; when this returns, it is gone for everyone. */
  static void remove(Place place, String name) throws KernelException {
    int index = place.route().index(name);
    NetlinkSocket own = place.openRoute();
    FutureTask<Boolean> answer =
        new FutureTask<>(
            () -> {
              try (own) {
                own.execute(Link.about(Rtnetlink.DELLINK, NetlinkRequest.ACK, index));
                return true;
              }
            });
    WAITING.execute(answer);
    while (!answer.isDone()) {
      LockSupport.parkNanos(GLANCE);
      if (isGone(place.route(), index)) {
        return;
      }
    }
    check(answer);
  }

  /**
   * Removes the devices of a namespace that have their other end elsewhere. The kernel would do it
   * with the namespace, but some 20 ms later, when others have long looked.
   */
  static void removeCables(Place place) throws KernelException {
    NetlinkRequest all =
        Link.about(Rtnetlink.GETLINK, NetlinkRequest.DUMP, 0)
            .attribute32(Rtnetlink.IFLA_EXT_MASK, Rtnetlink.RTEXT_FILTER_SKIP_STATS);
    for (NetlinkMessage message : place.route().dump(all)) {
      if (message.attributes(Rtnetlink.IFINFOMSG).types().contains(Rtnetlink.IFLA_LINK_NETNSID)) {
        remove(place, Link.read(message).name());
      }
    }
  }

  private static boolean isGone(NetlinkSocket socket, int index) throws KernelException {
    try {
      socket.execute(Link.about(Rtnetlink.GETLINK, NetlinkRequest.ACK, index));
      return false;
    } catch (KernelException e) {
      if (e.errno() == Errno.ENODEV) {
        return true;
      }
      throw e;
    }
  }

  private static void check(FutureTask<Boolean> answer) throws KernelException {
    try {
      answer.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof KernelException refused) {
        throw refused;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KernelException(Errno.EINTR);
    }
  }
}
