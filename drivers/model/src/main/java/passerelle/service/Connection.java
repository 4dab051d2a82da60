package passerelle.service;

import passerelle.addr.SocketAddress;
import passerelle.kernel.Errno;
import passerelle.packet.Payload;

/**
 * A TCP connection for an application without threads: it tells what comes, and keeps what is to be
 * sent until there is room.
 */
public interface Connection {

  /** What an application is told. */
  interface Listener {
    /** The handshake is complete. */
    default void connected() {}

    /** Data came. */
    default void received(Payload data) {}

    /** There is room again: all that had to wait has been handed to the kernel. */
    default void drained() {}

    /** The peer will send no more. */
    default void ended() {}

    /** The connection failed and is closed; nothing more will be told. */
    default void failed() {}

    /** The same, with the reason of the kernel; told in the place of {@link #failed()}. */
    default void failed(Errno why) {
      failed();
    }
  }

  /**
   * Begins to listen, or tells somebody else from now on; what came before is told at once. Before,
   * nothing is read.
   */
  void listen(Listener listener);

  /** Its address and port on this side. */
  SocketAddress local();

  /** Those of the other side. */
  SocketAddress peer();

  /** Sends data, as soon as there is room for it. */
  void send(Payload data);

  /** Some of what was to be sent still waits for room. */
  boolean isCongested();

  /** Whether to go on reading; what comes meanwhile stays with the kernel and fills the window. */
  void read(boolean on);

  /** Ends this direction once everything is sent. */
  void finish();

  /** Closes the socket once everything is sent. */
  void close();

  /** Does something after a while, unless the connection is closed by then. */
  void after(long nanos, Runnable action);

  /**
   * Does something after a while that stands for the program's own work, and after all that has
   * come until now, unless the connection is closed by then. On a real kernel work takes the time
   * that it takes.
   */
  void work(long nanos, Runnable action);

  /** Whether small segments are sent at once (TCP_NODELAY). */
  void setNoDelay(boolean on);
}
