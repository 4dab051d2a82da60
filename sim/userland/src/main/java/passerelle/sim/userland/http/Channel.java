package passerelle.sim.userland.http;

import java.util.Optional;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.packet.Payload;

/**
 * What a client of the web speaks over: a TCP connection, TLS on it, a stream of HTTP/2 on that.
 */
interface Channel {

  /**
   * Sends everything.
   *
   * @param nanos how long it may wait for room at most; negative for ever
   * @return false when the time is over
   * @throws KernelException EPIPE, ECONNRESET
   */
  boolean send(Payload data, long nanos) throws KernelException;

  /** Waits for something to read, the end or an error; false when the time is over. */
  boolean await(long nanos);

  /** Why nothing can be read any more, if an error is why; once. */
  Optional<Errno> takeReadError();

  /** Nothing more will come. */
  boolean atEnd();

  /** What has come; empty when it was nothing for the one who reads. */
  Payload receive();

  /** Ends it. */
  void close();
}
