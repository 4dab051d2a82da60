package passerelle.real.net;

/** A socket of a service. All of it is used holding the {@link Poller}'s monitor. */
abstract class ServiceSocket {
  private final ServingProcess process;
  private final int fd;
  private final long id;
  private int interest;
  private boolean watching;
  private boolean open = true;

  /** Takes over a descriptor. */
  ServiceSocket(ServingProcess process, int fd) {
    this.process = process;
    this.fd = fd;
    id = process.poller().newId();
  }

  final int fd() {
    return fd;
  }

  final long id() {
    return id;
  }

  final ServingProcess process() {
    return process;
  }

  final boolean isOpen() {
    return open;
  }

  /** Something has happened to it; it may also be nothing. */
  abstract void ready(int events);

  /** What this process does with the socket, from now on: to be told when it is ready for that. */
  final void watch(int events) {
    if (!watching || interest != events) {
      watching = true;
      interest = events;
      refresh();
    }
  }

  /** To be told nothing. */
  final void ignore() {
    watching = false;
    refresh();
  }

  /** Nobody is told anything while the process is frozen. */
  final void refresh() {
    if (open && watching && !process.isFrozen()) {
      process.poller().watch(this, interest);
    } else {
      process.poller().ignore(this);
    }
  }

  /** close(2), at once. */
  final void closeDescriptor() {
    if (open) {
      process.poller().ignore(this);
      open = false;
      process.forget(this);
      close(fd);
    }
  }

  /** How a socket of this kind is closed. */
  void close(int descriptor) {
    Sockets.close(descriptor);
  }
}
