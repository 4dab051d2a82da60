package passerelle.cli.join;

import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import passerelle.cli.repl.Company;
import passerelle.files.Rendezvous;
import passerelle.real.sys.Daemon;

/** Where terminals come in that join a lab. */
public final class Door implements AutoCloseable {
  private static final long PATIENCE = 500;

  private final Company company;
  private final Set<Thread> guests = ConcurrentHashMap.newKeySet();
  private Optional<Rendezvous.Meeting> meeting = Optional.empty();
  private boolean closed;

  private Door(Company company) {
    this.company = company;
  }

  /**
   * Opens one, for as long as the lab is there. On a machine that has no such sockets, or no place
   * for them, it stays shut, and nothing else is amiss.
   */
  public static Door open(Rendezvous rendezvous, Company company) {
    Door door = new Door(company);
    // Not a prompt has to wait for it.
    Daemon.start("door", () -> door.begin(rendezvous));
    return door;
  }

  private void begin(Rendezvous rendezvous) {
    try {
      Rendezvous.Meeting begun = rendezvous.begin();
      synchronized (this) {
        meeting = Optional.of(begun);
        if (closed) {
          begun.close();
        }
      }
      welcome(begun.socket());
    } catch (IOException shut) {
      return;
    }
  }

  private void welcome(ServerSocketChannel socket) {
    try {
      while (true) {
        SocketChannel channel = socket.accept();
        Thread guest = Daemon.thread("joined terminal", () -> receive(channel));
        guests.add(guest);
        guest.start();
      }
    } catch (IOException closed) {
      // The lab ends.
      return;
    }
  }

  private void receive(SocketChannel channel) {
    try {
      new Guest(channel, company).stay();
    } finally {
      guests.remove(Thread.currentThread());
    }
  }

  /** Sends all away, and waits a moment until they have heard it. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      meeting.ifPresent(Rendezvous.Meeting::close);
    }
    company.close();
    try {
      for (Thread guest : guests) {
        guest.join(PATIENCE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
